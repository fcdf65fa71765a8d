package io.tailrace.state.timed;

import io.tailrace.state.space.ByteCursor;
import org.jspecify.annotations.Nullable;

/**
 * Scans one segment after the other, each opened when the one before is at its end.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
abstract class SegmentCursor implements ByteCursor {

    private final long lastSegment;
    private final int step;
    private long segment;
    private @Nullable ByteCursor current;

    SegmentCursor(long lowSegment, long highSegment, boolean forward) {
        step = forward ? 1 : -1;
        segment = (forward ? lowSegment : highSegment) - step;
        lastSegment = forward ? highSegment : lowSegment;
    }

    /** The segment after {@code segment} in the direction of the cursor; those that hold nothing may be passed over. */
    long after(long segment) {
        return segment + step;
    }

    /** A cursor over the part of {@code segment} that may hold entries to be shown. */
    abstract ByteCursor open(long segment);

    /** Whether the entry of this key is to be shown. */
    abstract boolean accepts(byte[] spaceKey);

    @Override
    public final boolean next() {
        while (true) {
            ByteCursor cursor = current;
            while (cursor != null && cursor.next()) {
                if (accepts(cursor.key())) {
                    return true;
                }
            }
            close();
            if (segment == lastSegment) {
                return false;
            }
            segment = after(segment);
            current = open(segment);
        }
    }

    @Override
    public final byte[] key() {
        return cursor().key();
    }

    @Override
    public final byte @Nullable [] value() {
        return cursor().value();
    }

    private ByteCursor cursor() {
        return current == null ? EMPTY : current;
    }

    @Override
    public final void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
