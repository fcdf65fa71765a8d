package io.tailrace.storage.segment;

import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordIterator;
import io.tailrace.protocol.record.TimestampType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for timestamps among the records from an offset on, which may lie within a batch.
 *
 * <p><b>Threads:</b> stateless.
 */
final class TimestampSearch {

    private TimestampSearch() {}

    /** The first record at or after {@code fromOffset} whose timestamp is {@code timestampMs} or later, or null. */
    static @Nullable TimestampedOffset find(BatchScanner scanner, long timestampMs, long fromOffset)
            throws IOException {
        for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
            batch.ensureValid();
            if (batch.maxTimestamp() >= timestampMs && batch.lastOffset() >= fromOffset && batch.recordCount() > 0) {
                TimestampedOffset found = findIn(batch, timestampMs, fromOffset);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable TimestampedOffset findIn(RecordBatch batch, long timestampMs, long fromOffset) {
        int epoch = batch.partitionLeaderEpoch();
        if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            return new TimestampedOffset(batch.maxTimestamp(), Math.max(fromOffset, batch.baseOffset()), epoch);
        }
        try (RecordIterator records =
                batch.records(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            while (records.hasNext()) {
                Record record = records.next();
                if (record.timestamp() >= timestampMs && record.offset() >= fromOffset) {
                    return new TimestampedOffset(record.timestamp(), record.offset(), epoch);
                }
            }
            return null;
        }
    }

    /** The greatest timestamp of the records at or after {@code fromOffset}, or -1. */
    static long max(BatchScanner scanner, long fromOffset) throws IOException {
        long max = RecordBatch.NO_TIMESTAMP;
        for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
            if (batch.lastOffset() >= fromOffset) {
                max = Math.max(max, maxIn(batch, fromOffset));
            }
        }
        return max;
    }

    private static long maxIn(RecordBatch batch, long fromOffset) {
        if (batch.baseOffset() >= fromOffset || batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            return batch.maxTimestamp();
        }
        long max = RecordBatch.NO_TIMESTAMP;
        try (RecordIterator records =
                batch.records(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            while (records.hasNext()) {
                Record record = records.next();
                max = record.offset() >= fromOffset ? Math.max(max, record.timestamp()) : max;
            }
        }
        return max;
    }
}
