package io.tailrace.storage.compaction;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.segment.BatchScanner;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a segment, each checked: damage is never copied into a new segment under a CRC that fits, nor are batches whose base
 * offset, which the CRC does not cover, does not fit their neighbours'.
 *
 * <p><b>Threads:</b> one.
 */
final class SegmentInput implements AutoCloseable {

    private final Segment segment;
    private final BatchScanner scanner;

    private final long endOffset;
    private long nextOffset;

    private SegmentInput(Segment segment, BatchScanner scanner, long endOffset) {
        this.segment = segment;
        this.scanner = scanner;
        this.endOffset = endOffset;
        this.nextOffset = segment.baseOffset();
    }

    /** @param endOffset no batch of the segment reaches beyond it */
    static SegmentInput of(Segment segment, long endOffset) {
        return new SegmentInput(segment, segment.scanWhole(), endOffset);
    }

    /** As {@link CompactableLog#abortedTransactions}; an index that cannot be read counts as a segment that cannot. */
    static List<AbortedTransaction> abortedTransactions(CompactableLog log, long fromOffset, long toOffset)
            throws UnreadableSegmentException {
        try {
            return log.abortedTransactions(fromOffset, toOffset);
        } catch (IOException e) {
            throw new UnreadableSegmentException(log.name() + ": " + e.getMessage(), e);
        }
    }

    /** The next batch, valid until the next call; null at the end. */
    @Nullable
    RecordBatch next() throws UnreadableSegmentException {
        try {
            RecordBatch batch = scanner.next();
            if (batch != null) {
                batch.ensureValid();
                ensurePlaced(batch);
            }
            return batch;
        } catch (InvalidRecordBatchException | IOException e) {
            throw new UnreadableSegmentException(
                    segment.path() + " at position " + scanner.position() + ": " + e.getMessage(), e);
        }
    }

    private void ensurePlaced(RecordBatch batch) {
        if (batch.baseOffset() < nextOffset || batch.nextOffset() > endOffset) {
            throw new InvalidRecordBatchException("expected offsets from " + nextOffset + " to " + (endOffset - 1)
                    + ", found " + batch.baseOffset() + ".." + batch.lastOffset());
        }
        nextOffset = batch.nextOffset();
    }

    /** Whether the batch that was returned last is the segment's last. */
    boolean isAtEnd() {
        return scanner.nextPosition() >= segment.sizeBytes();
    }

    @Override
    public void close() {
        scanner.close();
    }
}
