package io.tailrace.state.timed;

import io.tailrace.common.header.Headers;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.task.RestoreTarget;
import org.jspecify.annotations.Nullable;

/**
 * Restores timed entries: puts the segment before keys, and lets stream time advance with the records.
 *
 * <p><b>Threads:</b> whoever restores the task.
 */
public record TimedRestore(TimedEntries entries, StorageSpace storage, ValueFormat format) implements RestoreTarget {

    @Override
    public long position() {
        return storage.position();
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value, long timestampMs) {
        entries.restore(entries.keys().spaceKey(key), format.storedOrNull(value, timestampMs));
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
        entries.restore(entries.keys().spaceKey(key), format.storedOrNull(value, timestampMs, headers));
    }

    @Override
    public void endBatch(long nextPosition) {
        entries.endRestore(nextPosition);
    }

    @Override
    public void reset() {
        entries.reset();
    }
}
