package io.tailrace.state.timed;

import org.jspecify.annotations.Nullable;

/**
 * Entries of a key, a time and a rest: what window and session stores are views of. Keys that cursors show are those of
 * {@link #keys}.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public interface TimedEntries extends TimedReads {

    SegmentedKeys keys();

    /** A number for an entry beside others of the same key and time; also after a restart none of those still kept has it. */
    int nextSequence();

    byte @Nullable [] get(byte[] key, long timeMs, long rest);

    /** Puts or, with a null value, deletes an entry, unless it is expired; returns whether it was not. */
    boolean put(byte[] key, long timeMs, long rest, byte @Nullable [] value);

    /** Deletes an entry, and leaves the time that entries expire by where it is. */
    void delete(byte[] key, long timeMs, long rest);

    /** Moves the time that entries expire by, as an entry of that time would. */
    void advance(long timeMs);

    /** What queries are shown: besides what is kept, what has expired but is still in a cache. */
    default TimedReads shown() {
        return this;
    }

    /** Applies one changelog record; {@code spaceKey} and {@code value} as they lie in the space. */
    void restore(byte[] spaceKey, byte @Nullable [] value);

    /** Ends a batch of restored records. */
    void endRestore(long nextPosition);

    /** Forgets everything. */
    void reset();

    /** Called at the beginning of each commit. */
    void prepareCommit();
}
