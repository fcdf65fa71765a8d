package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of the cluster's metadata. The records of a command are applied together or not at all. Their bytes are
 * the business of {@link MetadataRecordCodec}.
 *
 * <p><b>Threads:</b> immutable.
 */
public sealed interface MetadataRecord {

    /** Gives the cluster its id; the first record of a log. */
    record ClusterRecord(String clusterId) implements MetadataRecord {}

    /** Sets the level of a feature; level 0 removes it. */
    record FeatureRecord(String name, short level) implements MetadataRecord {}

    /** Adds or replaces a broker. */
    record BrokerRecord(BrokerImage broker) implements MetadataRecord {}

    record BrokerRemovedRecord(int brokerId) implements MetadataRecord {}

    /** Adds a topic without partitions; {@link PartitionRecord}s follow. */
    record TopicRecord(String name, UUID id) implements MetadataRecord {}

    /** Removes a topic with its partitions and configuration. */
    record TopicRemovedRecord(UUID id) implements MetadataRecord {}

    /** Adds the next partition of a topic, or replaces one. */
    record PartitionRecord(UUID topicId, int partition, PartitionImage image) implements MetadataRecord {}

    /**
     * Sets an override of a configuration key.
     *
     * @param value null removes the override
     */
    record ConfigRecord(
            ConfigResource resource, String key, @Nullable String value) implements MetadataRecord {}

    /** Producer ids below {@code nextProducerId} have been given out. */
    record ProducerIdsRecord(long nextProducerId) implements MetadataRecord {}

    /** A record of a kind that came after this version; kept by its bytes, without effect. */
    record UnknownRecord(int kind, List<Byte> body) implements MetadataRecord {}
}
