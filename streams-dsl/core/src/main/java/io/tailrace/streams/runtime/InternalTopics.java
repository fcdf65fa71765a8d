package io.tailrace.streams.runtime;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.common.errors.TopicExistsException;
import io.tailrace.common.errors.UnknownTopicOrPartitionException;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.errors.MisconfiguredInternalTopicException;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.topology.InternalTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the internal topics of an application, and checks those that are there.
 *
 * <p><b>Threads:</b> safe; used by the thread whose consumer leads the group.
 */
final class InternalTopics {
    private static final Logger LOG = LoggerFactory.getLogger(InternalTopics.class);
    private static final int ATTEMPTS = 20;

    private final Admin admin;
    private final StreamsConfig config;

    InternalTopics(Admin admin, StreamsConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /** @throws MisconfiguredInternalTopicException if a topic exists with another partition count */
    void ensure(Map<InternalTopic, Integer> topics) {
        Map<String, Integer> existing = existing(topics.keySet());
        List<NewTopic> missing = new ArrayList<>();
        topics.forEach((topic, partitions) -> {
            Integer found = existing.get(topic.name());
            if (found == null) {
                missing.add(newTopic(topic, partitions));
            } else if (!found.equals(partitions)) {
                throw new MisconfiguredInternalTopicException(
                        "Existing internal topic " + topic.name()
                                + " has invalid partitions: expected: " + partitions + "; actual: " + found
                                + ". Reset the application, or give it another application.id, after its input topics changed.");
            }
        });
        if (!missing.isEmpty()) {
            create(missing);
        }
    }

    private Map<String, Integer> existing(Set<InternalTopic> topics) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> names = topics.stream().map(InternalTopic::name).toList();
        admin.describeTopics(names).topicNameValues().forEach((name, future) -> {
            try {
                counts.put(name, future.get().partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new StreamsException("Could not describe internal topic " + name, e.getCause());
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
        return counts;
    }

    private void create(List<NewTopic> missing) {
        LOG.info(
                "Creating internal topics {}",
                missing.stream().map(NewTopic::name).toList());
        admin.createTopics(missing).values().forEach((name, future) -> {
            try {
                future.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new StreamsException("Could not create internal topic " + name, e.getCause());
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
        awaitVisible(missing);
    }

    /** A topic just made may take a moment until every broker knows it. */
    private void awaitVisible(List<NewTopic> made) {
        Set<InternalTopic> names = new HashSet<>();
        made.forEach(topic -> names.add(
                new InternalTopic(topic.name(), InternalTopic.Kind.CHANGELOG, Optional.empty(), -1, Map.of())));
        for (int attempt = 0; attempt < ATTEMPTS && existing(names).size() < made.size(); attempt++) {
            LOG.debug("Waiting for {} internal topics to become visible", made.size());
        }
    }

    private static StreamsException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StreamsException("Interrupted while setting up internal topics", e);
    }

    private NewTopic newTopic(InternalTopic topic, int partitions) {
        Map<String, String> configs = new HashMap<>();
        if (topic.kind() == InternalTopic.Kind.REPARTITION) {
            configs.put("cleanup.policy", "delete");
            configs.put("segment.bytes", "52428800");
            configs.put("retention.ms", "-1");
        } else if (topic.retentionMs() >= 0) {
            long extraMs = config.getLong(StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG);
            configs.put("cleanup.policy", "compact,delete");
            configs.put("retention.ms", Long.toString(saturatedSum(topic.retentionMs(), extraMs)));
        } else {
            configs.put("cleanup.policy", "compact");
        }
        configs.put("message.timestamp.type", "CreateTime");
        config.originalsWithPrefix(StreamsConfig.TOPIC_PREFIX)
                .forEach((key, value) -> configs.put(key, value.toString()));
        configs.putAll(topic.configs());
        int replicas = config.getInt(StreamsConfig.REPLICATION_FACTOR_CONFIG);
        return new NewTopic(topic.name(), Optional.of(partitions), replicationFactor(replicas)).configs(configs);
    }

    private static Optional<Short> replicationFactor(int replicas) {
        return replicas < 0 ? Optional.empty() : Optional.of((short) replicas);
    }

    private static long saturatedSum(long one, long two) {
        long sum = one + two;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
