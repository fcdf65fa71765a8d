package io.tailrace.broker.fetch;

import io.tailrace.broker.partition.Partition;
import io.tailrace.protocol.ErrorCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a fetch and where to read it.
 *
 * @param topic the name; empty if the client gave an id that is unknown
 * @param partition null if it cannot be served, for the reason in {@code unresolved}
 * @param unresolved {@link ErrorCode#NONE} if there is a partition
 * @param leaderEpoch the current epoch according to the client, -1 for no check
 * @param lastFetchedEpoch the epoch of the last batch that the client has, -1 for no check
 * @param maxBytes limit of this partition
 * @param committed whether only records of decided transactions are wanted ({@code isolation.level=read_committed})
 */
public record FetchTarget(
        String topic,
        UUID topicId,
        int index,
        @Nullable Partition partition,
        ErrorCode unresolved,
        int leaderEpoch,
        long offset,
        int lastFetchedEpoch,
        int maxBytes,
        boolean committed) {

    /** Up to where this fetch may read. */
    long readableEnd(Partition from) {
        return committed ? from.lastStableOffset() : from.highWatermark();
    }
}
