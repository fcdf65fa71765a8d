package io.tailrace.broker.fetch;

import io.netty.buffer.Unpooled;
import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.StorageErrors;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.storage.epoch.EpochEnd;
import io.tailrace.storage.log.CommittedRead;
import io.tailrace.storage.log.ReadResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions of one fetch in the order the client gave, within the limit over all of them.
 *
 * <p><b>Threads:</b> stateless.
 */
final class PartitionReader {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);

    private PartitionReader() {}

    /** What was read; the owner releases or sends every {@link FetchedPartition#records()}. */
    record Outcome(List<FetchedPartition> partitions, long bytes, boolean immediate) {
        void release() {
            partitions.forEach(partition -> partition.records().release());
        }
    }

    static Outcome read(List<FetchTarget> targets, int maxBytes) {
        List<FetchedPartition> partitions = new ArrayList<>(targets.size());
        long bytes = 0;
        boolean immediate = targets.isEmpty();
        for (FetchTarget target : targets) {
            int left = (int) Math.max(0, maxBytes - bytes);
            FetchedPartition fetched = read(target, Math.min(target.maxBytes(), left), bytes == 0);
            partitions.add(fetched);
            bytes += fetched.sizeInBytes();
            immediate |= fetched.error() != ErrorCode.NONE || fetched.diverging() != null;
        }
        return new Outcome(partitions, bytes, immediate);
    }

    private static FetchedPartition read(FetchTarget target, int maxBytes, boolean atLeastOneBatch) {
        Partition partition = target.partition();
        if (partition == null) {
            return FetchedPartition.failed(target, target.unresolved());
        }
        try {
            partition.checkLeaderEpoch(target.leaderEpoch());
            EpochEnd diverging = divergence(target, partition);
            if (diverging != null) {
                return fetched(target, partition, partition.highWatermark(), null, diverging);
            }
            return target.committed()
                    ? readCommitted(target, partition, maxBytes, atLeastOneBatch)
                    : readAll(target, partition, maxBytes, atLeastOneBatch);
        } catch (RuntimeException e) {
            return failed(target, e);
        }
    }

    private static FetchedPartition readAll(
            FetchTarget target, Partition partition, int maxBytes, boolean atLeastOneBatch) {
        long highWatermark = partition.highWatermark();
        ReadResult result = partition.read(target.offset(), maxBytes, highWatermark, atLeastOneBatch);
        return fetched(target, partition, highWatermark, result, null);
    }

    private static FetchedPartition fetched(
            FetchTarget target,
            Partition partition,
            long highWatermark,
            @Nullable ReadResult result,
            @Nullable EpochEnd diverging) {
        return new FetchedPartition(
                target,
                ErrorCode.NONE,
                highWatermark,
                Math.min(highWatermark, partition.lastStableOffset()),
                partition.logStartOffset(),
                result == null ? Unpooled.EMPTY_BUFFER : result.records(),
                target.committed() ? List.of() : null,
                diverging);
    }

    private static FetchedPartition readCommitted(
            FetchTarget target, Partition partition, int maxBytes, boolean atLeastOneBatch) {
        long highWatermark = partition.highWatermark();
        CommittedRead result = partition.readCommitted(target.offset(), maxBytes, atLeastOneBatch);
        if (result == null) {
            return fetched(target, partition, highWatermark, null, null);
        }
        return new FetchedPartition(
                target,
                ErrorCode.NONE,
                Math.max(highWatermark, result.lastStableOffset()),
                result.lastStableOffset(),
                partition.logStartOffset(),
                result.read().records(),
                result.aborted(),
                null);
    }

    private static FetchedPartition failed(FetchTarget target, RuntimeException e) {
        ErrorCode error = StorageErrors.codeOf(e);
        if (error == ErrorCode.UNKNOWN_SERVER_ERROR || error == ErrorCode.KAFKA_STORAGE_ERROR) {
            LOG.error("Reading {}-{} at offset {} failed", target.topic(), target.index(), target.offset(), e);
        }
        return FetchedPartition.failed(target, error);
    }

    /** Whether the client's last epoch ended before the offset it asks for: then its log is another one (KIP-320, KIP-595). */
    private static @Nullable EpochEnd divergence(FetchTarget target, Partition partition) {
        if (target.lastFetchedEpoch() < 0) {
            return null;
        }
        EpochEnd end = partition.endOffsetForEpoch(target.lastFetchedEpoch());
        if (end.epoch() < 0) {
            return null;
        }
        boolean diverges = end.epoch() < target.lastFetchedEpoch() || end.endOffset() < target.offset();
        return diverges ? end : null;
    }
}
