package io.tailrace.metadata;

import java.util.List;

/**
 * A partition of a topic.
 *
 * @param leader broker id, or {@link #NO_LEADER}
 * @param leaderEpoch grows with every change of leader, and with every restart of it
 * @param partitionEpoch grows with every change of this record
 * @param replicas broker ids, the preferred leader first
 * @param isr the replicas that are in sync
 */
public record PartitionImage(
        int leader, int leaderEpoch, int partitionEpoch, List<Integer> replicas, List<Integer> isr) {

    public static final int NO_LEADER = -1;

    public PartitionImage {
        replicas = List.copyOf(replicas);
        isr = List.copyOf(isr);
    }

    /** A new partition: its first replica leads, all are in sync. */
    static PartitionImage created(List<Integer> replicas) {
        return new PartitionImage(replicas.get(0), 0, 0, replicas, replicas);
    }

    /** The same replicas and leader in the next leader epoch. */
    PartitionImage inNextEpoch() {
        return new PartitionImage(leader, leaderEpoch + 1, partitionEpoch + 1, replicas, isr);
    }
}
