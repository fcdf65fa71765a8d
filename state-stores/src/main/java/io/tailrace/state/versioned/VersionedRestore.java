package io.tailrace.state.versioned;

import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.task.RestoreTarget;
import org.jspecify.annotations.Nullable;

/**
 * Restores versions by putting them again, in the order in which they were put. A changelog record is a version: its key, its value
 * and its timestamp.
 *
 * <p><b>Threads:</b> whoever restores the task.
 */
record VersionedRestore(VersionHistory history, RestoreOverlay overlay, StorageSpace storage) implements RestoreTarget {

    @Override
    public long position() {
        return storage.position();
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value, long timestampMs) {
        overlay.hold();
        history.put(key, value, timestampMs);
    }

    @Override
    public void endBatch(long nextPosition) {
        overlay.handOver();
        history.ended().endRestore(nextPosition);
    }

    @Override
    public void reset() {
        overlay.discard();
        history.ended().reset();
    }
}
