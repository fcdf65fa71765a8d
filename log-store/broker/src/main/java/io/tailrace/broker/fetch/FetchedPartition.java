package io.tailrace.broker.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.storage.epoch.EpochEnd;
import io.tailrace.storage.index.AbortedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch got of one partition.
 *
 * @param records owned by whoever holds this; empty on error
 * @param aborted the aborted transactions whose records the client must leave out; null unless it wants committed ones only
 * @param diverging where the client's log left this one (KIP-595); null if it did not
 */
public record FetchedPartition(
        FetchTarget target,
        ErrorCode error,
        long highWatermark,
        long lastStableOffset,
        long logStartOffset,
        ByteBuf records,
        @Nullable List<AbortedTransaction> aborted,
        @Nullable EpochEnd diverging) {

    static FetchedPartition failed(FetchTarget target, ErrorCode error) {
        return new FetchedPartition(target, error, -1, -1, -1, Unpooled.EMPTY_BUFFER, null, null);
    }

    /** Up to where this fetch could have read; -1 on error. */
    long readableEnd() {
        return target.committed() ? lastStableOffset : highWatermark;
    }

    int sizeInBytes() {
        return records.readableBytes();
    }
}
