package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's metadata at one version. Every change makes a new image that shares what did not change.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class MetadataImage {

    private static final MetadataImage EMPTY = new MetadataImage(
            0, null, new TreeMap<>(), new HashMap<>(), new TreeMap<>(), new HashMap<>(), new TreeMap<>(), 0);

    private final long version;
    private final @Nullable String clusterId;
    private final NavigableMap<String, TopicImage> topicsByName;
    private final Map<UUID, TopicImage> topicsById;
    private final NavigableMap<Integer, BrokerImage> brokers;
    private final Map<ConfigResource, Map<String, String>> configs;
    private final NavigableMap<String, Short> features;
    private final long nextProducerId;

    /** Takes over the maps; they must not be changed any more. */
    MetadataImage(
            long version,
            @Nullable String clusterId,
            NavigableMap<String, TopicImage> topicsByName,
            Map<UUID, TopicImage> topicsById,
            NavigableMap<Integer, BrokerImage> brokers,
            Map<ConfigResource, Map<String, String>> configs,
            NavigableMap<String, Short> features,
            long nextProducerId) {
        this.version = version;
        this.clusterId = clusterId;
        this.topicsByName = topicsByName;
        this.topicsById = topicsById;
        this.brokers = brokers;
        this.configs = configs;
        this.features = features;
        this.nextProducerId = nextProducerId;
    }

    public static MetadataImage empty() {
        return EMPTY;
    }

    /** The image whose {@link #toRecords} gave {@code records} at that version. */
    public static MetadataImage fromSnapshot(long version, List<MetadataRecord> records) {
        return new ImageBuilder(EMPTY).applyAll(records).build(version);
    }

    /** Number of records applied so far. */
    public long version() {
        return version;
    }

    /** Null before the cluster is initialised. */
    public @Nullable String clusterId() {
        return clusterId;
    }

    public @Nullable TopicImage topic(String name) {
        return topicsByName.get(name);
    }

    public @Nullable TopicImage topic(UUID id) {
        return topicsById.get(id);
    }

    /** All topics, sorted by name. */
    public Collection<TopicImage> topics() {
        return Collections.unmodifiableCollection(topicsByName.values());
    }

    public @Nullable BrokerImage broker(int id) {
        return brokers.get(id);
    }

    /** All brokers, sorted by id. */
    public Collection<BrokerImage> brokers() {
        return Collections.unmodifiableCollection(brokers.values());
    }

    /** The overrides of a resource, sorted by key; empty if there are none. */
    public Map<String, String> configs(ConfigResource resource) {
        return Collections.unmodifiableMap(configs.getOrDefault(resource, Map.of()));
    }

    /** The overrides of all resources that have any. */
    public Map<ConfigResource, Map<String, String>> configs() {
        return Collections.unmodifiableMap(configs);
    }

    /** Levels of the features that are on. */
    public Map<String, Short> features() {
        return Collections.unmodifiableMap(features);
    }

    /** The first producer id that has not been given out. */
    public long nextProducerId() {
        return nextProducerId;
    }

    /** The image after one more record. */
    public MetadataImage apply(MetadataRecord record) {
        return applyAll(List.of(record));
    }

    /**
     * The image after these records.
     *
     * @throws IllegalArgumentException if a record contradicts the image, such as a partition of an unknown topic: then
     *     log and image are not of the same cluster
     */
    public MetadataImage applyAll(List<MetadataRecord> records) {
        return new ImageBuilder(this).applyAll(records).build(version + records.size());
    }

    /** Records that make this image out of an empty one; see {@link #fromSnapshot}. */
    public List<MetadataRecord> toRecords() {
        return ImageSnapshot.records(this);
    }

    NavigableMap<String, TopicImage> topicsByName() {
        return topicsByName;
    }

    Map<UUID, TopicImage> topicsById() {
        return topicsById;
    }

    NavigableMap<Integer, BrokerImage> brokersById() {
        return brokers;
    }

    NavigableMap<String, Short> featureLevels() {
        return features;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MetadataImage that
                && version == that.version
                && Objects.equals(clusterId, that.clusterId)
                && topicsByName.equals(that.topicsByName)
                && brokers.equals(that.brokers)
                && configs.equals(that.configs)
                && features.equals(that.features)
                && nextProducerId == that.nextProducerId;
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, clusterId, topicsByName, brokers, nextProducerId);
    }

    @Override
    public String toString() {
        return "MetadataImage[version=" + version + ", clusterId=" + clusterId + ", topics=" + topicsByName.size()
                + ", brokers=" + brokers.size() + "]";
    }
}
