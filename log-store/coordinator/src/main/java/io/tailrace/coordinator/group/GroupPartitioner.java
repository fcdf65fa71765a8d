package io.tailrace.coordinator.group;

/** Which partition of the offsets topic, and thereby which coordinator, a group belongs to. */
public final class GroupPartitioner {

    private GroupPartitioner() {}

    /** The same function as Apache Kafka's, so that a data directory can be read by either. */
    public static int partitionFor(String groupId, int partitionCount) {
        if (partitionCount <= 0) {
            throw new IllegalArgumentException("expected partitionCount > 0, actual=" + partitionCount);
        }
        return (groupId.hashCode() & Integer.MAX_VALUE) % partitionCount;
    }
}
