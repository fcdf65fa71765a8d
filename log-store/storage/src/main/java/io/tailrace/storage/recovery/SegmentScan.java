package io.tailrace.storage.recovery;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.segment.BatchScanner;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What reading a segment from its begin found: how far it is sound, by framing, CRC and ascending offsets.
 *
 * @param validBytes up to the end of the last sound batch
 * @param nextOffset after the last sound batch
 * @param problem what comes then; null if the segment is sound to its end
 * @param isLastDropped whether the last batch that was shown and indexed is not among the sound ones: it followed a gap, and the
 *     one behind it overlaps with it, so one of the two has a wrong base offset, which no checksum covers
 */
record SegmentScan(
        int validBytes, long nextOffset, @Nullable String problem, boolean isLastDropped) {

    /** Reads the whole segment, makes its indexes anew on the way, and shows each sound batch to {@code visitor}. */
    static SegmentScan run(Segment segment, int indexIntervalBytes, RecoveryMeter meter, Consumer<RecordBatch> visitor)
            throws IOException {
        segment.clearIndexes();
        return run(segment, 0, segment.baseOffset(), indexIntervalBytes, meter, visitor);
    }

    /**
     * As {@link #run(Segment, int, RecoveryMeter, Consumer)}, but for what lies before a position, which is sound.
     *
     * @param position where a batch begins
     * @param offset the end of what lies before
     */
    static SegmentScan runFrom(
            Segment segment,
            int position,
            long offset,
            int indexIntervalBytes,
            RecoveryMeter meter,
            Consumer<RecordBatch> visitor)
            throws IOException {
        segment.cutIndexes(position, offset);
        return run(segment, position, offset, indexIntervalBytes, meter, visitor);
    }

    private static SegmentScan run(
            Segment segment,
            int position,
            long offset,
            int indexIntervalBytes,
            RecoveryMeter meter,
            Consumer<RecordBatch> visitor)
            throws IOException {
        long next = offset;
        long valid = position;
        long gapPosition = -1; // where the last batch begins if it follows a gap, and the offset before that
        long gapOffset = offset;
        try (BatchScanner scanner = segment.scanWholeAt(position)) {
            for (RecordBatch batch = scanner.next(); batch != null; batch = scanner.next()) {
                batch.ensureValid();
                if (batch.baseOffset() < next || !segment.fitsOffset(batch.lastOffset())) {
                    String problem = "expected a batch at offset " + next
                            + " or later in the segment's range, found offsets " + batch.baseOffset() + ".."
                            + batch.lastOffset();
                    boolean overlap = gapPosition >= 0 && batch.baseOffset() < next;
                    return overlap
                            ? new SegmentScan((int) gapPosition, gapOffset, problem, true)
                            : new SegmentScan((int) valid, next, problem, false);
                }
                gapPosition = batch.baseOffset() > next ? scanner.position() : -1;
                gapOffset = next;
                visitor.accept(batch);
                segment.reindex(batch, scanner.position(), indexIntervalBytes);
                next = batch.nextOffset();
                valid = scanner.nextPosition();
                meter.read(batch.sizeInBytes());
            }
            return new SegmentScan((int) valid, next, null, false);
        } catch (InvalidRecordBatchException e) {
            return new SegmentScan((int) valid, next, e.getMessage(), false);
        }
    }
}
