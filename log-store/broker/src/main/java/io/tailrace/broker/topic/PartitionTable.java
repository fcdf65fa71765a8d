package io.tailrace.broker.topic;

import io.tailrace.broker.config.TopicConfigs;
import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.PartitionException;
import io.tailrace.broker.quorum.MetadataLog;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataListener;
import io.tailrace.metadata.TopicImage;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.storage.log.LogConfig;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.PartitionLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every partition that this broker serves. Follows the metadata: a new topic gets partitions, a deleted one loses them and its
 * files, a changed configuration reaches the logs.
 *
 * <p><b>Threads:</b> look-ups from any thread; changes come from the metadata quorum, one at a time.
 */
public final class PartitionTable implements MetadataListener {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionTable.class);

    /** A log whose topic id did not survive a power failure. It had not been synced yet then, and belongs to the topic of its name. */
    private static final UUID LOST_ID = new UUID(0, 0);

    private final int nodeId;
    private final LogStore store;
    private final TopicConfigs configs;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final Map<UUID, Topic> topicsById = new ConcurrentHashMap<>();
    /** While the partitions are created that may have a log already. */
    private boolean starting;

    public PartitionTable(int nodeId, LogStore store, TopicConfigs configs) {
        this.nodeId = nodeId;
        this.store = store;
        this.configs = configs;
    }

    /** A topic's partitions by index; null where another broker leads. */
    private record Topic(String name, UUID id, List<@Nullable Partition> partitions) {}

    /**
     * The partition of that name.
     *
     * @throws PartitionException if it does not exist, or is led by another broker
     */
    public Partition require(String topic, int index) {
        Topic found = topics.get(topic);
        if (found == null) {
            throw new PartitionException(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "topic '" + topic + "' does not exist");
        }
        return require(found, index);
    }

    /**
     * The partition of the topic with that id.
     *
     * @throws PartitionException if it does not exist, or is led by another broker
     */
    public Partition require(UUID topicId, int index) {
        Topic found = topicsById.get(topicId);
        if (found == null) {
            throw new PartitionException(ErrorCode.UNKNOWN_TOPIC_ID, "topic id " + topicId + " does not exist");
        }
        return require(found, index);
    }

    /** The partition, or null if this broker does not serve it. */
    public @Nullable Partition find(String topic, int index) {
        Topic found = topics.get(topic);
        return found == null || index < 0 || index >= found.partitions.size() ? null : found.partitions.get(index);
    }

    /** All partitions of a topic that this broker serves. */
    public List<Partition> of(String topic) {
        Topic found = topics.get(topic);
        List<Partition> result = new ArrayList<>();
        if (found != null) {
            for (Partition partition : found.partitions) {
                if (partition != null) {
                    result.add(partition);
                }
            }
        }
        return result;
    }

    private static Partition require(Topic topic, int index) {
        if (index < 0 || index >= topic.partitions.size()) {
            throw new PartitionException(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                    "expected a partition of 0 to " + (topic.partitions.size() - 1) + " of topic '" + topic.name
                            + "', actual " + index);
        }
        Partition partition = topic.partitions.get(index);
        if (partition == null) {
            throw new PartitionException(
                    ErrorCode.NOT_LEADER_OR_FOLLOWER, topic.name + "-" + index + " is led by another broker");
        }
        return partition;
    }

    /** Takes over the metadata that was found at start. Logs of topics that it does not know are left alone and reported. */
    public void start(MetadataImage image) {
        starting = true;
        onImage(MetadataImage.empty(), image);
        starting = false;
        for (PartitionLog log : List.copyOf(store.logs())) {
            reportStray(log, image);
        }
    }

    private void reportStray(PartitionLog log, MetadataImage image) {
        Partition partition = find(log.topic(), log.partition());
        boolean internal = log.topic().equals(MetadataLog.TOPIC);
        if (partition == null && !internal) {
            LOG.warn(
                    "Partition directory {}-{} of topic id {} belongs to no topic of this server; leaving it alone"
                            + " (metadata version {})",
                    log.topic(),
                    log.partition(),
                    log.topicId(),
                    image.version());
        }
    }

    @Override
    public void onImage(MetadataImage before, MetadataImage after) {
        for (TopicImage old : before.topics()) {
            TopicImage now = after.topic(old.name());
            if (now == null || !now.id().equals(old.id())) {
                remove(old);
            }
        }
        for (TopicImage topic : after.topics()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            Map<String, String> overrides = after.configs(resource);
            TopicImage old = before.topic(topic.name());
            boolean changed = old == null || !old.equals(topic);
            if (changed) {
                install(topic, overrides);
            }
            if (changed || !overrides.equals(before.configs(resource))) {
                configure(topic.name(), overrides);
            }
        }
    }

    /** Closes all partitions: the broker is stopping. */
    public void close() {
        topics.values().forEach(PartitionTable::closeAll);
    }

    private static void closeAll(Topic topic) {
        for (Partition partition : topic.partitions) {
            if (partition != null) {
                partition.close();
            }
        }
    }

    private void install(TopicImage image, Map<String, String> overrides) {
        Topic existing = topics.get(image.name());
        LogConfig config = configs.logConfig(overrides);
        List<@Nullable Partition> partitions = new ArrayList<>();
        for (int index = 0; index < image.partitions().size(); index++) {
            Partition kept =
                    existing == null || index >= existing.partitions.size() ? null : existing.partitions.get(index);
            boolean led = image.partitions().get(index).leader() == nodeId;
            if (kept != null) {
                kept.lead(image.partitions().get(index).leaderEpoch());
            }
            partitions.add(!led ? null : kept != null ? kept : create(image, index, config));
        }
        Topic topic = new Topic(image.name(), image.id(), partitions);
        topics.put(image.name(), topic);
        topicsById.put(image.id(), topic);
    }

    private Partition create(TopicImage image, int index, LogConfig config) {
        String name = image.name();
        PartitionLog log = store.claim(name, index, image.id());
        if (log != null && log.topicId().equals(LOST_ID)) {
            log = store.openOrCreate(name, index, image.id(), config);
        }
        Partition partition = new Partition(
                name,
                image.id(),
                index,
                image.partitions().get(index).leaderEpoch(),
                config,
                current -> store.openOrCreate(name, index, image.id(), current),
                log);
        if (log == null && starting && !store.isContentKnown()) {
            partition.markUnavailable(store.unknownContent(name + "-" + index));
        }
        return partition;
    }

    private void configure(String name, Map<String, String> overrides) {
        LogConfig config = configs.logConfig(overrides);
        of(name).forEach(partition -> partition.updateConfig(config));
    }

    private void remove(TopicImage image) {
        Topic topic = topics.get(image.name());
        if (topic == null || !topic.id.equals(image.id())) {
            return;
        }
        topics.remove(image.name());
        topicsById.remove(image.id());
        closeAll(topic);
        for (int index = 0; index < topic.partitions.size(); index++) {
            store.delete(topic.name, index);
        }
        LOG.info("Deleted topic '{}' with {} partitions", topic.name, topic.partitions.size());
    }

    /** Partitions of all topics that this broker serves. */
    public Collection<Partition> all() {
        List<Partition> all = new ArrayList<>();
        topics.keySet().forEach(topic -> all.addAll(of(topic)));
        return all;
    }
}
