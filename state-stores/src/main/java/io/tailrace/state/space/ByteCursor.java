package io.tailrace.state.space;

import org.jspecify.annotations.Nullable;

/**
 * Walks over entries of a {@link ByteSpace} in key order. It stands before the first entry until {@link #next} is
 * called. Arrays it hands out are shared: nobody changes them.
 *
 * <p><b>Threads:</b> the owner of the space.
 */
public interface ByteCursor extends AutoCloseable {

    /** A cursor over nothing. */
    ByteCursor EMPTY = new EmptyCursor();

    /** Moves to the next entry. Returns false, and stays false, when there is none. */
    boolean next();

    /** The key of the entry it stands on. */
    byte[] key();

    /** The value of the entry it stands on; null is a deletion, which only cursors over pending changes hand out. */
    byte @Nullable [] value();

    /** Frees what the cursor holds. Idempotent. */
    @Override
    void close();
}
