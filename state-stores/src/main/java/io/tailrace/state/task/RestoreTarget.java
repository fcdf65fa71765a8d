package io.tailrace.state.task;

import io.tailrace.common.header.Headers;
import io.tailrace.streams.processor.StateRestoreCallback;
import org.jspecify.annotations.Nullable;

/**
 * How our own stores are restored: by batches, each with the position it ends at. A store registers it in place of a
 * plain {@link StateRestoreCallback}, which knows neither timestamps nor positions.
 *
 * <p><b>Threads:</b> whoever restores the task; before the task processes.
 */
public interface RestoreTarget extends StateRestoreCallback {

    /** Offset of the first changelog record that is not in the store; 0 if none is. */
    long position();

    /** Applies one changelog record. */
    void restore(byte[] key, byte @Nullable [] value, long timestampMs);

    @Override
    default void restore(byte[] key, byte @Nullable [] value) {
        restore(key, value, -1);
    }

    /** Applies one changelog record, for stores whose changelog says something in its headers. */
    default void restore(byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
        restore(key, value, timestampMs);
    }

    /** Ends a batch. */
    void endBatch(long nextPosition);

    /** Empties the store. */
    void reset();
}
