package io.tailrace.storage.segment;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.index.OffsetIndex;
import io.tailrace.storage.index.TimeIndex;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of both indexes of a segment from the headers of its batches. Headers can be wrong, and an entry that is made from
 * one would stand for an offset that lies elsewhere. So only those get one that begin where their predecessor ends, or end where
 * their successor begins; behind a gap that compaction may have left it is enough that they overlap with none. Where entries are
 * missing, searches are longer, and still right.
 *
 * <p><b>Threads:</b> one; used once.
 */
final class IndexRebuild {

    private final OffsetIndex offsets;
    private final TimeIndex times;
    private final boolean isDense;
    private final int intervalBytes;
    /** The end of the last batch that was believed. */
    private long next;

    private boolean contradictionMet;
    private long maxTimestampMs = RecordBatch.NO_TIMESTAMP;
    private long offsetOfMaxTimestamp;
    private int bytesSinceEntry;

    /** @param isDense whether gaps mean damage, because nothing was compacted */
    IndexRebuild(OffsetIndex offsets, TimeIndex times, long baseOffset, boolean isDense, int intervalBytes) {
        this.offsets = offsets;
        this.times = times;
        this.isDense = isDense;
        this.intervalBytes = intervalBytes;
        this.next = baseOffset;
        this.offsetOfMaxTimestamp = baseOffset;
    }

    /** @param toOffset no batch of the segment reaches beyond it */
    void run(BatchScanner scanner, long toOffset) throws IOException {
        for (RecordBatch batch = nextSound(scanner, toOffset); batch != null; batch = nextSound(scanner, toOffset)) {
            int position = (int) scanner.position();
            int size = batch.sizeInBytes();
            long first = batch.baseOffset();
            long end = batch.nextOffset();
            long timestampMs = batch.recordCount() > 0 ? batch.maxTimestamp() : RecordBatch.NO_TIMESTAMP;
            if (isBelieved(first, end, successorOffset(scanner))) {
                next = end;
                add(position, end - 1, timestampMs);
            }
            bytesSinceEntry += size;
        }
    }

    private static @Nullable RecordBatch nextSound(BatchScanner scanner, long toOffset) throws IOException {
        try {
            return scanner.next();
        } catch (InvalidRecordBatchException e) {
            return scanner.skipDamage(0, toOffset) ? scanner.next() : null;
        }
    }

    private boolean isBelieved(long first, long end, long successor) {
        if (first == next && end > first) {
            return true;
        }
        if (first < next || end <= first) {
            return false;
        }
        contradictionMet |= successor < end;
        if (successor != end && (isDense || contradictionMet)) {
            return false;
        }
        contradictionMet = false;
        return true;
    }

    private void add(int position, long lastOffset, long timestampMs) throws IOException {
        if (timestampMs > maxTimestampMs) {
            maxTimestampMs = timestampMs;
            offsetOfMaxTimestamp = lastOffset;
        }
        if (bytesSinceEntry > intervalBytes) {
            offsets.append(lastOffset, position);
            times.maybeAppend(maxTimestampMs, offsetOfMaxTimestamp);
            bytesSinceEntry = 0;
        }
    }

    /** Where the batch begins that the scanner returns next; the greatest offset if that is not known. */
    private static long successorOffset(BatchScanner scanner) throws IOException {
        try {
            RecordBatch successor = scanner.next();
            if (successor == null) {
                return Long.MAX_VALUE;
            }
            long offset = successor.baseOffset();
            scanner.back();
            return offset;
        } catch (InvalidRecordBatchException e) {
            scanner.back();
            return Long.MAX_VALUE;
        }
    }

    long maxTimestampMs() {
        return maxTimestampMs;
    }

    long offsetOfMaxTimestamp() {
        return offsetOfMaxTimestamp;
    }

    int bytesSinceEntry() {
        return bytesSinceEntry;
    }
}
