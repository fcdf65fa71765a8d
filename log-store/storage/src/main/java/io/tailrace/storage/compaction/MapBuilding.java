package io.tailrace.storage.compaction;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordIterator;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The first half of a pass: reads what was not compacted yet and notes the last offset of each key, until all is read or the
 * map is full. Records of aborted transactions never count.
 *
 * <p><b>Threads:</b> one.
 */
final class MapBuilding implements AutoCloseable {

    private final CompactionCandidate candidate;
    private final OffsetMap map;
    private final CompactionTally tally;
    private final TransactionFates fates = new TransactionFates();
    private final long fromOffset;
    private int index;
    private @Nullable SegmentInput input;
    private boolean full;

    MapBuilding(CompactionCandidate candidate, OffsetMap map, CompactionTally tally) {
        this.candidate = candidate;
        this.map = map;
        this.tally = tally;
        this.fromOffset = candidate.view().dirtyOffset();
        this.index = candidate.view().segments().indexFor(fromOffset);
    }

    /** Reads about {@code bytes}. Returns whether the map is complete. */
    boolean step(int bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            if (full || (input == null && !openNext())) {
                return true;
            }
            RecordBatch batch = input.next();
            if (batch == null) {
                map.cover(candidate.view().endOf(index) - 1);
                index++;
                close();
                continue;
            }
            left -= batch.sizeInBytes();
            tally.io(batch.sizeInBytes());
            note(batch);
        }
        return full;
    }

    private boolean openNext() throws IOException {
        LogView view = candidate.view();
        if (index >= view.sealedCount() || view.segment(index).baseOffset() >= candidate.boundOffset()) {
            return false;
        }
        Segment segment = view.segment(index);
        fates.add(SegmentInput.abortedTransactions(candidate.log(), segment.baseOffset(), view.endOf(index)));
        input = SegmentInput.of(segment, view.endOf(index)); // from its begin: no index need be right for that
        return true;
    }

    private void note(RecordBatch batch) {
        if (batch.lastOffset() < fromOffset) {
            return;
        }
        boolean aborted = fates.isDispensable(batch);
        if (!batch.isControl() && !aborted && !noteRecords(batch)) {
            full = true;
            return;
        }
        map.cover(batch.lastOffset());
    }

    private boolean noteRecords(RecordBatch batch) {
        tally.mappedRecords += batch.recordCount();
        try (RecordIterator records =
                batch.records(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            while (records.hasNext()) {
                Record record = records.next();
                ByteBuf key = record.key();
                if (key != null && record.offset() >= fromOffset && !map.put(key, record.offset())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the log still has what is being read. */
    boolean isCurrent() {
        LogView view = candidate.view();
        return index < view.sealedCount()
                && candidate.log().view().segments().all().contains(view.segment(index));
    }

    @Override
    public void close() {
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
