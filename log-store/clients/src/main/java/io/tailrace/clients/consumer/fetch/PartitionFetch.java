package io.tailrace.clients.consumer.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tailrace.protocol.message.FetchResponse.AbortedTransaction;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordIterator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one fetch brought of one partition, as a cursor over the records that the application is to see: from the offset
 * asked for, without control records and, for {@code read_committed}, without aborted ones. Batches are checked and
 * decompressed when the cursor comes to them.
 *
 * <p>{@link #current()} stays at a record until {@link #advance()}, so that one that cannot be used is met again.
 *
 * <p><b>Threads:</b> one thread. Owns the buffer; {@link #close()} gives it back, and records are dead from then on.
 */
public final class PartitionFetch implements AutoCloseable {

    /** What the reader wants to see. */
    public record Options(boolean readCommitted, boolean checkCrcs) {}

    private final ByteBuf buffer;
    private final Options options;
    private final Iterator<RecordBatch> batches;
    private final AbortedTransactions aborted;
    private final int sizeBytes;
    private final long endOffset;
    private final int endEpoch;
    private long nextOffset;
    private int lastEpoch;
    private @Nullable RecordBatch batch;
    private @Nullable RecordIterator records;
    private @Nullable Record current;
    private boolean closed;

    /**
     * @param records whole batches, maybe with a part of one at the end; owned by this object from now on
     * @param fetchOffset where to begin, which may lie inside the first batch
     * @throws InvalidRecordBatchException if the buffer is not a sequence of batches; then it is released
     */
    public PartitionFetch(
            ByteBuf records, long fetchOffset, @Nullable List<AbortedTransaction> aborted, Options options) {
        this.buffer = records;
        this.options = options;
        this.sizeBytes = records.readableBytes();
        this.nextOffset = fetchOffset;
        this.lastEpoch = RecordBatch.NO_LEADER_EPOCH;
        this.aborted = new AbortedTransactions(options.readCommitted() ? aborted : null);
        long end = fetchOffset;
        int epoch = RecordBatch.NO_LEADER_EPOCH;
        try {
            for (RecordBatch each : RecordBatches.of(records)) {
                end = Math.max(end, each.nextOffset());
                epoch = each.partitionLeaderEpoch();
            }
        } catch (InvalidRecordBatchException e) {
            if (end == fetchOffset) {
                records.release();
                throw e;
            }
            // What comes before is good; the cursor stops with the same error when it gets there.
        }
        this.endOffset = end;
        this.endEpoch = epoch;
        this.batches = RecordBatches.of(records).iterator();
    }

    /** Size of the buffer. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The offset after all that is in here: where the next fetch goes on. */
    public long endOffset() {
        return endOffset;
    }

    /** Leader epoch of the last batch. */
    public int endEpoch() {
        return endEpoch;
    }

    /** The offset after what was returned and what is to be skipped: the position to go on from. */
    public long nextOffset() {
        return nextOffset;
    }

    /** Leader epoch of the last record that was passed; -1 if none was. */
    public int lastEpoch() {
        return lastEpoch;
    }

    /** The batch of the current record. */
    public RecordBatch batch() {
        if (batch == null) throw new IllegalStateException("expected a current record, found none");
        return batch;
    }

    /**
     * The record to be returned next, the same until {@link #advance()}; null when there is none left.
     *
     * @throws InvalidRecordBatchException if a batch is damaged; {@link #nextOffset()} is its first offset then
     */
    public @Nullable Record current() {
        while (current == null) {
            if (records == null) {
                if (!openNextBatch()) return null;
                continue;
            }
            if (!records.hasNext()) {
                closeBatch();
                continue;
            }
            Record record = records.next();
            if (record.offset() >= nextOffset) current = record;
        }
        return current;
    }

    /** Goes past the current record. */
    public void advance() {
        Record passed = current;
        if (passed == null || batch == null) throw new IllegalStateException("expected a current record, found none");
        nextOffset = passed.offset() + 1;
        lastEpoch = batch.partitionLeaderEpoch();
        current = null;
    }

    private boolean openNextBatch() {
        if (batch != null) {
            // Left open by an error inside it.
            open(batch);
            return true;
        }
        while (!closed && batches.hasNext()) {
            RecordBatch candidate = batches.next();
            if (options.checkCrcs()) candidate.ensureValid();
            boolean hidden = aborted.hides(candidate);
            if (candidate.lastOffset() < nextOffset) continue;
            if (hidden || candidate.isControl()) {
                nextOffset = candidate.nextOffset();
                lastEpoch = candidate.partitionLeaderEpoch();
                continue;
            }
            open(candidate);
            return true;
        }
        return false;
    }

    private void open(RecordBatch next) {
        batch = next;
        records = next.records(ByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES);
    }

    /** Also passes offsets at the end of the batch whose records were compacted away. */
    private void closeBatch() {
        if (batch != null) {
            nextOffset = Math.max(nextOffset, batch.nextOffset());
            lastEpoch = batch.partitionLeaderEpoch();
        }
        if (records != null) records.close();
        records = null;
        batch = null;
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        current = null;
        if (records != null) records.close();
        records = null;
        batch = null;
        buffer.release();
    }
}
