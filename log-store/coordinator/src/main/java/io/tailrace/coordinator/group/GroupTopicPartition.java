package io.tailrace.coordinator.group;

/** A partition that offsets are committed for. */
public record GroupTopicPartition(String topic, int partition) implements Comparable<GroupTopicPartition> {

    @Override
    public int compareTo(GroupTopicPartition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }
}
