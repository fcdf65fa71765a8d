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
 * The batches of a segment, each checked: damage is never copied into a new segment under a CRC that fits.
 *
 * <p><b>Threads:</b> one.
 */
final class SegmentInput implements AutoCloseable {

    private final Segment segment;
    private final BatchScanner scanner;

    private SegmentInput(Segment segment, BatchScanner scanner) {
        this.segment = segment;
        this.scanner = scanner;
    }

    static SegmentInput of(Segment segment) {
        return new SegmentInput(segment, segment.scanWhole());
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
            }
            return batch;
        } catch (InvalidRecordBatchException | IOException e) {
            throw new UnreadableSegmentException(
                    segment.path() + " at position " + scanner.position() + ": " + e.getMessage(), e);
        }
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
