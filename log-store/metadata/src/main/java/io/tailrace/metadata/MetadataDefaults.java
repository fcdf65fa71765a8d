package io.tailrace.metadata;

/**
 * What a new topic gets if its creator does not say.
 *
 * @param partitions {@code num.partitions}
 * @param replicationFactor {@code default.replication.factor}
 */
public record MetadataDefaults(int partitions, short replicationFactor) {

    public MetadataDefaults {
        if (partitions < 1 || replicationFactor < 1) {
            throw new IllegalArgumentException("expected at least one partition and one replica, actual=" + partitions
                    + " partitions, " + replicationFactor + " replicas");
        }
    }
}
