package io.tailrace.storage.segment;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a sound batch that begins behind a gap is where it was written. The checksum does not cover the base offset, so the
 * offsets of a sound batch can be wrong, and what shows that is the batch behind it:
 *
 * <pre>
 *     ─ known ─┐      ┌─── batch ───┐
 *              │   ┌─ behind ─┐     ┌─ third
 * </pre>
 *
 * <ul>
 *   <li>If the one behind begins where the batch ends, they bear each other out.
 *   <li>If the two overlap and there is no room for the batch before the one behind, that one is misplaced.
 *   <li>If they overlap and the third begins where the one behind ends, the batch is misplaced.
 *   <li>If they overlap and nothing of this holds, nobody knows which is wrong.
 * </ul>
 *
 * <p>Compaction leaves gaps, so a gap alone says nothing where it has been. Where it has not, a batch with damage beside it is only
 * believed if another bears it out that none contradicts. A batch that was moved within a gap and overlaps with none cannot be told.
 *
 * <p><b>Threads:</b> stateless.
 */
final class Neighbours {

    /** What is to be thought of a batch. */
    enum Verdict {
        PLACED,
        MISPLACED,
        UNDECIDED
    }

    private final DiskFile file;
    private final int size;
    private final Extent extent;

    Neighbours(DiskFile file, int size, Extent extent) {
        this.file = file;
        this.size = size;
        this.extent = extent;
    }

    /**
     * Judges a batch by what lies behind it.
     *
     * @param batch whose content is sound, and which begins behind {@code knownEnd}
     * @param knownEnd the end of what is known to precede it
     * @param doubted whether it needs another that bears it out
     */
    Verdict judge(SoundBatch batch, long knownEnd, boolean doubted) throws IOException {
        if (batch.nextOffset() > extent.endOffset()) {
            return Verdict.MISPLACED;
        }
        long successor = offsetAt(batch.endPosition());
        boolean borneOut = successor == batch.nextOffset();
        if (!extent.isDense() && (borneOut || (!doubted && successor > batch.nextOffset()))) {
            return Verdict.PLACED;
        }
        SoundBatch behind = SoundBatch.from(file, batch.endPosition(), size);
        if (borneOut) {
            return behind != null && isContradicted(behind) ? Verdict.UNDECIDED : Verdict.PLACED;
        }
        if (behind != null && behind.baseOffset() < batch.nextOffset()) {
            return betweenTwo(batch, behind, knownEnd);
        }
        return doubted || (extent.isDense() && isDamaged(batch.endPosition(), behind))
                ? Verdict.UNDECIDED
                : Verdict.PLACED;
    }

    /** Whether what lies at a position is not the batch that was written there, or not where it was. */
    private boolean isDamaged(long position, @Nullable SoundBatch found) throws IOException {
        if (position == size) {
            return false;
        }
        if (found == null || found.position() > position) {
            return true;
        }
        return isContradicted(found);
    }

    private boolean isContradicted(SoundBatch batch) throws IOException {
        SoundBatch behind = SoundBatch.from(file, batch.endPosition(), size);
        return batch.nextOffset() > (behind == null ? extent.endOffset() : behind.baseOffset());
    }

    /** Where the batch at a position says that it begins, or where the segment ends; -1 if there is no batch. */
    private long offsetAt(long position) throws IOException {
        if (position == size) {
            return extent.endOffset();
        }
        try (BatchScanner scanner = BatchScanner.headers(file, position, size)) {
            RecordBatch batch = scanner.next();
            return batch == null ? -1 : batch.baseOffset();
        } catch (InvalidRecordBatchException e) {
            return -1;
        }
    }

    private Verdict betweenTwo(SoundBatch batch, SoundBatch behind, long knownEnd) throws IOException {
        SoundBatch third = SoundBatch.from(file, behind.endPosition(), size);
        long thirdOffset = third == null ? extent.endOffset() : third.baseOffset();
        if (behind.baseOffset() - knownEnd < batch.offsets()) {
            boolean fits = extent.isDense()
                    ? thirdOffset - batch.nextOffset() == behind.offsets()
                    : thirdOffset >= batch.nextOffset();
            return fits ? Verdict.PLACED : Verdict.UNDECIDED;
        }
        return thirdOffset == behind.nextOffset() ? Verdict.MISPLACED : Verdict.UNDECIDED;
    }
}
