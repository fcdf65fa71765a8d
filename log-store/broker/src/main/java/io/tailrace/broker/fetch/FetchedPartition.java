package io.tailrace.broker.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.storage.epoch.EpochEnd;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch got of one partition.
 *
 * @param records owned by whoever holds this; empty on error
 * @param diverging where the client's log left this one (KIP-595); null if it did not
 */
public record FetchedPartition(
        FetchTarget target,
        ErrorCode error,
        long highWatermark,
        long logStartOffset,
        ByteBuf records,
        @Nullable EpochEnd diverging) {

    static FetchedPartition failed(FetchTarget target, ErrorCode error) {
        return new FetchedPartition(target, error, -1, -1, Unpooled.EMPTY_BUFFER, null);
    }

    int sizeInBytes() {
        return records.readableBytes();
    }
}
