package io.tailrace.clients.core;

import io.tailrace.common.TopicPartition;
import io.tailrace.protocol.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What metadata says of a partition.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param leaderId the broker that leads, {@link #NO_LEADER} if none does
 * @param leaderEpoch counts the leaders, -1 if the broker did not say
 * @param error why there is no leader, or null
 */
public record PartitionView(
        TopicPartition partition,
        int leaderId,
        int leaderEpoch,
        List<Integer> replicas,
        List<Integer> isr,
        List<Integer> offline,
        @Nullable ErrorCode error) {

    /** In place of a broker id. */
    public static final int NO_LEADER = -1;

    public PartitionView {
        replicas = List.copyOf(replicas);
        isr = List.copyOf(isr);
        offline = List.copyOf(offline);
    }

    public boolean hasLeader() {
        return leaderId != NO_LEADER;
    }

    PartitionView withLeader(int newLeaderId, int newLeaderEpoch) {
        return new PartitionView(partition, newLeaderId, newLeaderEpoch, replicas, isr, offline, null);
    }
}
