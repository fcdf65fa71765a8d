package io.tailrace.storage.segment;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.index.OffsetIndex;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes from an index entry to the batch that holds an offset, over headers.
 *
 * <p>Headers can be wrong. A length that was damaged leads astray, so whenever what comes is not what should, the batch that led
 * there is held against its checksum, and if it fails, the search goes on right behind its begin. The base offset is not covered by
 * the checksum: a batch that begins where its predecessor ends is believed, and so is one that ends where its successor begins; {@link
 * Neighbours} judge any other. Damage is stepped over, unless the offset lies within it: to go on then would hide that something is
 * missing.
 *
 * <p><b>Threads:</b> one; used once.
 */
final class OffsetSearch {

    /** An index that leads further away than this lacks more entries than an unflushed tail has. */
    private static final int THIN_STEPS = 256;

    private static final int THIN_BYTES = 2 * 1024 * 1024;
    private static final long NONE = -1;

    private final DiskFile file;
    private final int size;
    private final BatchScanner scanner;
    private final OffsetIndex.Entry entry;
    private final Extent extent;
    private int steps;
    private boolean entryMet;
    /** The end of what is known to precede the batch that comes next. */
    private long next;
    /** Whether a batch that begins there is certain to be the next. */
    private boolean isNextExact;
    /** Where the batch begins that led to the one that comes next, and ends with {@code next}; or {@link #NONE}. */
    private long passedAt = NONE;

    private long passedFirst;
    /** Whether its offsets are known to be right, if its content is. */
    private boolean passedIsCertain;
    /** The end of what is known to precede it. */
    private long passedKnownEnd;
    /** Damage behind which no batch below the offset has been met. */
    private @Nullable LocatedBatch damage;
    /** Whether what was met since the last batch that is certain was damaged, or contradicted another. */
    private boolean damageMet;

    private boolean contradictionMet;

    OffsetSearch(
            DiskFile file, int size, BatchScanner scanner, OffsetIndex.Entry entry, long baseOffset, Extent extent) {
        this.file = file;
        this.size = size;
        this.scanner = scanner;
        this.entry = entry;
        this.extent = extent;
        this.next = baseOffset;
        this.entryMet = entry.position() == 0;
        this.isNextExact = entry.position() == 0;
    }

    /** The batch that holds {@code offset} or follows it, or the damage in its place; null if there is neither. */
    @Nullable
    LocatedBatch find(long offset) throws IOException {
        while (true) {
            try {
                RecordBatch batch = scanner.next();
                if (batch != null) {
                    LocatedBatch found = judge(batch, offset);
                    if (found != null) {
                        return found;
                    }
                } else if (!stepBack()) {
                    return damage;
                }
            } catch (InvalidRecordBatchException e) {
                if (!stepBack()) {
                    stepOver(scanner.position(), e.getMessage());
                }
            }
        }
    }

    /** Whether the entries of the index are much further apart than they should be. */
    boolean isLong() {
        return steps > THIN_STEPS && scanner.position() - entry.position() > THIN_BYTES;
    }

    private @Nullable LocatedBatch judge(RecordBatch batch, long offset) throws IOException {
        steps++;
        SoundBatch here =
                new SoundBatch(scanner.position(), scanner.nextPosition(), batch.baseOffset(), batch.nextOffset());
        if (here.baseOffset() < next) {
            dealWithOverlap(here);
            return null;
        }
        boolean follows = (isNextExact && here.baseOffset() == next) || isEntrys(here);
        if (!entryMet && here.baseOffset() > entry.offset()) {
            note(entry.position(), "expected a batch that ends with offset " + entry.offset() + ", found none");
        }
        entryMet |= here.nextOffset() > entry.offset();
        if (here.nextOffset() <= offset) {
            if (follows || !extent.isDense() || isPlaced(here)) {
                pass(here, follows);
            }
            return null;
        }
        if (here.baseOffset() > offset && stepBack()) {
            return null;
        }
        return isTarget(here, follows) ? target(here, offset) : null;
    }

    private void pass(SoundBatch here, boolean follows) {
        if (follows) { // the two bear each other out
            damageMet = false;
            contradictionMet = false;
        }
        if (!isDoubted()) {
            damage = null;
        }
        passedAt = here.position();
        passedFirst = here.baseOffset();
        passedIsCertain = follows;
        passedKnownEnd = next;
        next = here.nextOffset();
        isNextExact = true;
    }

    private LocatedBatch target(SoundBatch here, long offset) {
        return here.baseOffset() <= offset || damage == null ? new LocatedBatch((int) here.position(), null) : damage;
    }

    /** Whether it is the batch that the index entry speaks of. */
    private boolean isEntrys(SoundBatch here) throws IOException {
        return here.position() == entry.position()
                && (here.nextOffset() == entry.offset() + 1 || here.nextOffset() == successorOffset());
    }

    /** One of a batch and the one before it is wrong, because it begins before that one ends. What is not goes on. */
    private void dealWithOverlap(SoundBatch here) throws IOException {
        if (stepBack() || stepOverIfDamaged(here)) {
            return;
        }
        if (passedAt != NONE && !passedIsCertain) {
            SoundBatch before = new SoundBatch(passedAt, here.position(), passedFirst, next);
            Neighbours.Verdict verdict = neighbours().judge(before, passedKnownEnd, false);
            if (verdict != Neighbours.Verdict.PLACED) {
                contradictionMet |= verdict == Neighbours.Verdict.UNDECIDED;
                next = passedKnownEnd;
                leaveOut(before);
                return;
            }
        }
        leaveOut(here);
    }

    /** Whether a batch that ends behind the offset is one to be read. */
    private boolean isTarget(SoundBatch here, boolean follows) throws IOException {
        long successor = successorOffset();
        boolean fits = extent.isDense()
                ? follows && successor == here.nextOffset()
                : successor >= here.nextOffset() && (follows || !contradictionMet);
        if (fits) {
            return true;
        }
        if (follows) {
            return !stepOverIfDamaged(here);
        }
        return isPlaced(here);
    }

    /** Whether a batch behind a gap is to be believed; if not, it is left behind. */
    private boolean isPlaced(SoundBatch here) throws IOException {
        if (stepOverIfDamaged(here)) {
            return false;
        }
        Neighbours.Verdict verdict = neighbours().judge(here, next, isDoubted());
        if (verdict == Neighbours.Verdict.PLACED) {
            return true;
        }
        contradictionMet |= verdict == Neighbours.Verdict.UNDECIDED;
        leaveOut(here);
        return false;
    }

    /** Whether a batch that follows nothing needs another that bears it out. */
    private boolean isDoubted() {
        return contradictionMet || (extent.isDense() && damageMet);
    }

    private Neighbours neighbours() {
        return new Neighbours(file, size, extent);
    }

    /** Where the batch begins that the scanner returns next, or the segment ends; the least offset if it is none. */
    private long successorOffset() throws IOException {
        try {
            RecordBatch successor = scanner.next();
            if (successor == null) {
                return extent.endOffset();
            }
            long offset = successor.baseOffset();
            scanner.back();
            return offset;
        } catch (InvalidRecordBatchException e) {
            scanner.back();
            return Long.MIN_VALUE;
        }
    }

    /** If the batch that led here is damaged, goes on right behind its begin. */
    private boolean stepBack() throws IOException {
        if (passedAt == NONE) {
            return false;
        }
        String problem = SoundBatch.problemAt(file, passedAt, size);
        if (problem == null) {
            return false;
        }
        next = passedKnownEnd;
        stepOver(passedAt, problem);
        return true;
    }

    private boolean stepOverIfDamaged(SoundBatch here) throws IOException {
        String problem = SoundBatch.problemAt(file, here.position(), size);
        if (problem == null) {
            return false;
        }
        stepOver(here.position(), problem);
        return true;
    }

    /** Goes on with the next sound batch. What is stepped over took up an offset at least. */
    private void stepOver(long position, @Nullable String problem) throws IOException {
        note(position, String.valueOf(problem));
        passedAt = NONE;
        next++;
        isNextExact = false;
        scanner.seek(SoundBatchSearch.find(file, position + 1, size, next, extent.endOffset()));
    }

    /** Goes on behind a batch that is sound, but not where it was written. It took up as many offsets there. */
    private void leaveOut(SoundBatch batch) {
        note(
                batch.position(),
                "expected offsets from " + next + " on that do not overlap with the next batch's, found "
                        + batch.baseOffset() + ".." + (batch.nextOffset() - 1));
        passedAt = NONE;
        next += batch.offsets();
        isNextExact &= extent.isDense();
        scanner.seek(batch.endPosition());
    }

    private void note(long position, String problem) {
        damageMet = true;
        if (damage == null || position < damage.position()) {
            damage = new LocatedBatch((int) position, problem);
        }
    }
}
