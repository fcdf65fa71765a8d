package io.tailrace.storage.segment;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.index.OffsetIndex;
import java.io.IOException;

/**
 * Goes from an index entry to the batch that holds an offset, over headers only.
 *
 * <p>Base offsets are not covered by the checksum, so they are held against each other: a batch that begins before its
 * predecessor ends, or ends after its successor begins, is not what was written, and neither is the batch of an entry if none
 * ends at the entry's offset. Damage is stepped over, unless the offset lies within it: to go on then would hide that
 * something is missing.
 *
 * <p><b>Threads:</b> one; used once.
 */
final class OffsetSearch {

    private static final int NONE = -1;

    /** An index that leads further away than this lacks more entries than an unflushed tail has. */
    private static final int THIN_STEPS = 256;

    private static final int THIN_BYTES = 2 * 1024 * 1024;

    /** Tells of a batch that ends at a position, before an offset, whether the one behind it shows that it is misplaced. */
    interface Overlaps {
        boolean isOverrun(long end, long nextOffset) throws IOException;
    }

    private final BatchScanner scanner;
    private final OffsetIndex.Entry entry;
    private final long baseOffset;
    private final Overlaps overlaps;
    private int steps;
    private long next;
    private boolean entryMet;
    /** Where damage begins behind which no sound batch below the wanted offset has been met. */
    private int damaged = NONE;

    OffsetSearch(BatchScanner scanner, OffsetIndex.Entry entry, long baseOffset, Overlaps overlaps) {
        this.scanner = scanner;
        this.entry = entry;
        this.baseOffset = baseOffset;
        this.next = baseOffset;
        this.overlaps = overlaps;
        this.entryMet = entry.position() == 0;
    }

    /** The position of the batch that holds {@code offset} or follows it, or of the damage in its place; -1 at the end. */
    int find(long offset) throws IOException {
        while (true) {
            int found;
            try {
                RecordBatch batch = scanner.next();
                if (batch == null) {
                    return damaged;
                }
                found = judge(batch, offset);
            } catch (InvalidRecordBatchException e) {
                note((int) scanner.position());
                if (!scanner.skipDamage(next, baseOffset + Integer.MAX_VALUE + 1L)) {
                    return damaged;
                }
                continue;
            }
            if (found != NONE) {
                return found;
            }
        }
    }

    /** Whether the entries of the index are much further apart than they should be. */
    boolean isLong() {
        return steps > THIN_STEPS && scanner.position() - entry.position() > THIN_BYTES;
    }

    private int judge(RecordBatch batch, long offset) throws IOException {
        steps++;
        int position = (int) scanner.position();
        long first = batch.baseOffset();
        long last = batch.lastOffset();
        if (first < next) {
            note(position);
            return NONE;
        }
        if (!entryMet && first > entry.offset()) {
            note(entry.position());
        }
        entryMet |= last >= entry.offset();
        if (last < offset) {
            next = last + 1;
            damaged = NONE;
            return NONE;
        }
        long end = position + (long) batch.sizeInBytes();
        if (successorOffset() <= last && overlaps.isOverrun(end, last + 1)) {
            note(position);
            return NONE;
        }
        if (first <= offset) {
            return position;
        }
        return damaged == NONE ? position : damaged;
    }

    /** Where the next batch begins, which is returned after this one nevertheless; the greatest offset if that is not known. */
    private long successorOffset() throws IOException {
        try {
            RecordBatch successor = scanner.next();
            if (successor == null) {
                return Long.MAX_VALUE;
            }
            scanner.back();
            return successor.baseOffset();
        } catch (InvalidRecordBatchException e) {
            scanner.back();
            return Long.MAX_VALUE;
        }
    }

    private void note(int position) {
        damaged = damaged == NONE ? position : Math.min(damaged, position);
    }
}
