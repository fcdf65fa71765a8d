package io.tailrace.samples.clickstream;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.admin.OffsetSpec;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.KafkaFuture;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.TopicExistsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** What the run asks of the cluster about its topics. <b>Threads:</b> one. */
final class Topics {

    private static final Map<String, Integer> PARTITIONS = Map.of(
            ClickstreamTopology.CLICKS, 3,
            ClickstreamTopology.PAGE_HITS, 3,
            ClickstreamTopology.SESSIONS, 3,
            ClickstreamTopology.DEAD_LETTERS, 1);

    private final Admin admin;

    Topics(Admin admin) {
        this.admin = admin;
    }

    /** Makes the topics that are missing. Nothing in them expires by age, since the times in a log are old. */
    void create() throws InterruptedException, ExecutionException {
        List<NewTopic> topics = PARTITIONS.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), Optional.of(topic.getValue()), Optional.empty())
                        .configs(Map.of("retention.ms", "-1")))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /** Notes in {@code run} where every partition ends now. */
    void noteBegins(Run run) throws InterruptedException, ExecutionException {
        for (String topic : PARTITIONS.keySet()) {
            ends(topic).forEach((partition, end) -> run.beginAt(topic, partition.partition(), end));
        }
    }

    /** Lets the application of a new run begin where its topics ended. */
    void commitBegins(Run run, String group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> begins = new HashMap<>();
        run.begins(ClickstreamTopology.CLICKS)
                .forEach((partition, offset) -> begins.put(
                        new TopicPartition(ClickstreamTopology.CLICKS, partition), new OffsetAndMetadata(offset)));
        admin.alterConsumerGroupOffsets(group, begins).all().get();
    }

    /** The end offset of each partition of a topic. */
    Map<TopicPartition, Long> ends(String topic) throws InterruptedException, ExecutionException {
        int partitions = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
                admin.listOffsets(latest).all().get().entrySet()) {
            ends.put(entry.getKey(), entry.getValue().offset());
        }
        return ends;
    }

    /** Whether the group has committed all that {@code topic} holds. */
    boolean isProcessed(String topic, String group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ends = ends(topic);
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata offset = committed.get(end.getKey());
            return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
        });
    }

    /** Removes what only the application of this run used. */
    void deleteInternal(String applicationId) throws InterruptedException, ExecutionException {
        List<String> internal = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(applicationId + "-"))
                .toList();
        admin.deleteTopics(internal).all().get();
        admin.deleteConsumerGroups(List.of(applicationId)).all().get();
    }
}
