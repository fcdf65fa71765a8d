package io.tailrace.storage.compaction;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordIterator;
import io.tailrace.protocol.record.RetainedBatch;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the segments of a group anew as one, with what is to stay. A batch of which everything stays is copied as it lies;
 * another is written again, compressed as it was.
 *
 * <p>The last batch always stays, if need be without records: so the new segment ends where the next one begins, and a start
 * after a crash can go on to take a gap between segments for lost data.
 *
 * <p>Setting delete horizons can make a batch larger. Where the new segment would outgrow what a file position can say, a batch
 * stays as it was instead, which is always allowed.
 *
 * <p><b>Threads:</b> one.
 */
final class GroupCleaning implements AutoCloseable {

    private static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    private final CompactableLog log;
    private final SegmentGroup group;
    private final RecordFilter filter;
    private final TransactionFates fates;
    private final CompactionTally tally;
    private final int indexIntervalBytes;
    private final ByteBuf output;
    private final List<Record> kept = new ArrayList<>();
    /** The aborted transactions whose markers are in the output. */
    private final List<AbortedTransaction> keptAborted = new ArrayList<>();

    private @Nullable Segment cleaned;
    private @Nullable SegmentInput input;
    private int index;
    private long inputLeft;
    private boolean changed;

    GroupCleaning(
            CompactableLog log,
            SegmentGroup group,
            RecordFilter filter,
            TransactionFates fates,
            CompactionTally tally) {
        this.log = log;
        this.group = group;
        this.filter = filter;
        this.fates = fates;
        this.tally = tally;
        this.indexIntervalBytes = log.limits().indexIntervalBytes();
        this.inputLeft = group.sizeBytes();
        this.changed = group.segments().size() > 1;
        this.output = ALLOCATOR.directBuffer();
    }

    /** Reads about {@code bytes} and writes what stays of them. Returns whether the group is complete. */
    boolean step(int bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            if (input == null && !openNext()) {
                write();
                return true;
            }
            RecordBatch batch = input.next();
            if (batch == null) {
                input.close();
                input = null;
                index++;
                continue;
            }
            left -= batch.sizeInBytes();
            tally.io(batch.sizeInBytes());
            tally.bytesIn += batch.sizeInBytes();
            tally.recordsIn += batch.recordCount();
            clean(batch, group.isLast(group.segments().get(index)) && input.isAtEnd());
            inputLeft -= batch.sizeInBytes();
        }
        write();
        return false;
    }

    private boolean openNext() throws IOException {
        if (index >= group.segments().size()) {
            return false;
        }
        Segment segment = group.segments().get(index);
        boolean last = index + 1 == group.segments().size();
        long end = last ? group.endOffset() : group.segments().get(index + 1).baseOffset();
        fates.add(SegmentInput.abortedTransactions(log, segment.baseOffset(), end));
        input = SegmentInput.of(segment, end);
        return true;
    }

    private void clean(RecordBatch batch, boolean lastOfGroup) throws IOException {
        boolean dispensable = fates.isDispensable(batch);
        AbortedTransaction keptMarker = fates.keptMarker();
        if (keptMarker != null) {
            keptAborted.add(keptMarker);
        }
        int before = output.writerIndex();
        if (filter.dropsAllOf(batch, dispensable)) {
            changed |= batch.recordCount() > 0;
        } else {
            filterRecords(batch, dispensable);
        }
        if (output.writerIndex() == before) {
            if (lastOfGroup || filter.keepsEmpty(batch)) {
                RetainedBatch.writeEmpty(batch, output);
            } else {
                changed = true;
            }
        }
    }

    private void filterRecords(RecordBatch batch, boolean dispensable) {
        try (RecordIterator records = batch.records(ALLOCATOR, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            boolean tombstones = false;
            kept.clear();
            while (records.hasNext()) {
                Record record = records.next();
                if (filter.keeps(batch, record)) {
                    kept.add(record);
                    tombstones |= !record.hasValue();
                } else if (!record.hasKey()) {
                    tally.keylessRecords++;
                }
            }
            OptionalLong horizon = filter.newHorizon(batch, dispensable, tombstones);
            if (kept.isEmpty()) {
                changed |= batch.recordCount() > 0;
            } else if (kept.size() == batch.recordCount() && horizon.isEmpty()) {
                output.writeBytes(batch.slice());
                tally.recordsOut += kept.size();
            } else {
                writeAgain(batch, horizon);
            }
        } finally {
            kept.clear();
        }
    }

    private void writeAgain(RecordBatch batch, OptionalLong horizon) {
        int before = output.writerIndex();
        RetainedBatch.write(batch, kept, horizon, ALLOCATOR, output);
        long written = cleaned == null ? 0 : cleaned.sizeBytes();
        boolean larger = output.writerIndex() - before > batch.sizeInBytes();
        if (larger && written + output.writerIndex() + inputLeft > Integer.MAX_VALUE) {
            output.writerIndex(before).writeBytes(batch.slice());
            tally.recordsOut += batch.recordCount();
            return;
        }
        tally.recordsOut += kept.size();
        changed = true;
    }

    private void write() throws IOException {
        if (output.isReadable()) {
            cleaned().append(output, keptAborted, indexIntervalBytes);
            tally.io(output.readableBytes());
            tally.bytesOut += output.readableBytes();
            output.clear();
            keptAborted.clear();
        }
    }

    private Segment cleaned() throws IOException {
        if (cleaned == null) {
            cleaned = log.createCleaned(group.baseOffset());
        }
        return cleaned;
    }

    /**
     * Puts the new segment in the place of the group, unless it is the same as the only one there.
     *
     * @return false if the log no longer lets it
     */
    boolean finish() throws IOException {
        tally.segmentsIn += group.segments().size();
        tally.segmentsOut++;
        Segment complete = cleaned();
        if (!changed) {
            cleaned = null;
            complete.delete();
            return true;
        }
        if (log.replace(group.segments(), complete)) {
            cleaned = null; // it is the log's now
            return true;
        }
        return false;
    }

    /** Whether the log still has what is being read. */
    boolean isCurrent() {
        return log.view().segments().all().containsAll(group.segments());
    }

    /** Deletes what was written, as far as the log has not taken it. */
    void discard() throws IOException {
        Segment unfinished = cleaned;
        cleaned = null;
        if (unfinished != null) {
            unfinished.delete();
        }
    }

    /** Gives memory and open files back, and nothing else. */
    @Override
    public void close() throws IOException {
        if (input != null) {
            input.close();
            input = null;
        }
        if (output.refCnt() > 0) {
            output.release();
        }
        if (cleaned != null) {
            cleaned.close();
        }
    }
}
