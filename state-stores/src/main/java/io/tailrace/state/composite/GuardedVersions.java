package io.tailrace.state.composite;

import io.tailrace.state.task.StoreGuard;
import io.tailrace.streams.state.VersionedRecord;
import io.tailrace.streams.state.VersionedRecordIterator;

/**
 * An iterator over versions for other threads than the task's.
 *
 * <p><b>Threads:</b> one at a time, any.
 */
record GuardedVersions<V>(VersionedRecordIterator<V> iterator, StoreGuard guard) implements VersionedRecordIterator<V> {

    @Override
    public boolean hasNext() {
        return guard.run(iterator::hasNext);
    }

    @Override
    public VersionedRecord<V> next() {
        return guard.run(iterator::next);
    }

    @Override
    public void close() {
        guard.run(() -> {
            iterator.close();
            return true;
        });
    }
}
