package io.tailrace.state.space;

import org.jspecify.annotations.Nullable;

/**
 * A map of bytes to bytes, ordered by keys as unsigned bytes (a prefix comes before what it is a prefix of). Every store
 * is a layout of keys over one space; cache and changelog are spaces over a space, so that each exists once and serves
 * key-value, window and session stores alike.
 *
 * <p>Arrays are shared between caller and space: whoever has given or got one does not change it.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public interface ByteSpace {

    byte @Nullable [] get(byte[] key);

    /** Sets the value of {@code key}, or deletes the key if {@code value} is null. */
    void put(byte[] key, byte @Nullable [] value);

    /**
     * The entries from {@code from} (within; null: the first) to {@code to} (not within; null: past the last). Changes
     * made meanwhile may or may not be seen. The caller closes the cursor.
     */
    ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward);

    /** How many entries there are; an estimate where counting would cost a scan. */
    long approximateCount();
}
