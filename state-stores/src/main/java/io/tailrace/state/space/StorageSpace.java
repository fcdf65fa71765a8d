package io.tailrace.state.space;

import io.tailrace.common.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ByteSpace} that holds its entries itself: the innermost layer. It is filled from a changelog by
 * {@link #restore} and {@link #endRestore}, or holds a prefix of the changelog already, up to {@link #position}.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public interface StorageSpace extends ByteSpace {

    /** Whether committed entries outlive the process. */
    boolean persistent();

    /** Offset of the first changelog record that the content does not reflect; 0 if it reflects none. */
    long position();

    /** Applies one changelog record: neither logged nor held apart. It may become visible only with {@link #endRestore}. */
    void restore(byte[] key, byte @Nullable [] value);

    /** Ends a batch of {@link #restore} calls: their effect and the position are stored as one. */
    void endRestore(long nextPosition);

    /**
     * Drops all entries from {@code from} (within) to {@code to} (not within). The caller promises not to look at this range again,
     * so space may be freed late.
     */
    void expire(byte[] from, byte[] to);

    /** Drops everything, and sets the position to 0. */
    void reset();

    /**
     * A commit of the task. Our own spaces are committed by the task's database, all as one; this is for a space that is
     * not part of it.
     */
    default void commit(Map<TopicPartition, Long> changelogOffsets) {}

    /** The store closes. Our own spaces are closed by the task's database; this is for a space that is not part of it. */
    default void close() {}
}
