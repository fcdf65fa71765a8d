package io.tailrace.storage.segment;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The first and the greatest timestamp of a segment. Of a segment that was opened they are found when they are first asked for: from
 * the last entry of the time index, if a batch confirms it, and the headers of the batches from there on; without a sound entry,
 * from all headers.
 *
 * <p><b>Threads:</b> changed under the lock of the partition, asked by any thread; who has to find them holds the monitor of this object.
 */
final class SegmentTimes {

    private final BatchFile batches;
    private final SegmentIndexes indexes;
    private final long baseOffset;
    private volatile long maxMs = RecordBatch.NO_TIMESTAMP;
    private volatile long offsetOfMax;
    private volatile boolean known;
    private long firstMs = RecordBatch.NO_TIMESTAMP;

    SegmentTimes(BatchFile batches, SegmentIndexes indexes, long baseOffset) {
        this.batches = batches;
        this.indexes = indexes;
        this.baseOffset = baseOffset;
        this.offsetOfMax = baseOffset;
    }

    /** The greatest timestamp, or -1. */
    long maxMs() throws IOException {
        ensureKnown();
        return maxMs;
    }

    /** The last offset of the batch with the greatest timestamp. */
    long offsetOfMax() throws IOException {
        ensureKnown();
        return offsetOfMax;
    }

    /** As {@link #maxMs}, after {@link #ensureKnown}. */
    long knownMaxMs() {
        return maxMs;
    }

    /** As {@link #offsetOfMax}, after {@link #ensureKnown}. */
    long knownOffsetOfMax() {
        return offsetOfMax;
    }

    void ensureKnown() throws IOException {
        if (known) {
            return;
        }
        synchronized (this) {
            if (!known) {
                find(batches.sizeBytes());
            }
        }
    }

    /** Finds the greatest timestamp before a position, which the indexes do not reach beyond. */
    synchronized void find(int end) throws IOException {
        int position = Math.max(0, indexes.positionOfLastTime());
        long max = RecordBatch.NO_TIMESTAMP;
        long offset = baseOffset;
        long next = baseOffset;
        try (BatchScanner scanner = BatchScanner.headers(batches.file(), position, end)) {
            for (RecordBatch batch = nextSound(scanner, next); batch != null; batch = nextSound(scanner, next)) {
                next = batch.nextOffset();
                if (batch.maxTimestamp() > max && batch.recordCount() > 0) {
                    max = batch.maxTimestamp();
                    offset = batch.lastOffset();
                }
            }
        }
        set(max, offset);
    }

    private @Nullable RecordBatch nextSound(BatchScanner scanner, long fromOffset) throws IOException {
        try {
            return scanner.next();
        } catch (InvalidRecordBatchException e) {
            return scanner.skipDamage(fromOffset, baseOffset + Integer.MAX_VALUE + 1L) ? scanner.next() : null;
        }
    }

    /** Notes a batch that is appended. */
    void note(RecordBatch batch) {
        long timestamp = batch.maxTimestamp();
        if (timestamp > maxMs && batch.recordCount() > 0) { // compaction may have left none
            maxMs = timestamp;
            offsetOfMax = batch.lastOffset();
        }
        if (firstMs < 0) {
            firstMs = timestamp;
        }
    }

    void set(long newMaxMs, long newOffsetOfMax) {
        maxMs = newMaxMs;
        offsetOfMax = newOffsetOfMax;
        known = true;
    }

    /** There are no batches now. */
    void clear() {
        set(RecordBatch.NO_TIMESTAMP, baseOffset);
        firstMs = RecordBatch.NO_TIMESTAMP;
    }

    /** Batches were cut: what is known may be of those. */
    void forget() {
        known = false;
        firstMs = RecordBatch.NO_TIMESTAMP;
    }

    /** The greatest timestamp of the first batch, or -1 while there is none. */
    long firstMs() throws IOException {
        if (firstMs < 0 && batches.sizeBytes() > 0) {
            try (BatchScanner scanner = batches.headersFrom(0)) {
                RecordBatch first = scanner.next();
                firstMs = first == null ? RecordBatch.NO_TIMESTAMP : first.maxTimestamp();
            }
        }
        return firstMs;
    }
}
