package io.tailrace.state.versioned;

import io.tailrace.state.typed.OpenIterators;
import io.tailrace.state.typed.TypedStore;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.state.VersionedRecord;
import io.tailrace.streams.state.VersionedRecordIterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed iterator over versions.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class VersionIterator<V> implements VersionedRecordIterator<V> {

    private final TypedStore<?, ?, ?, ?> store;
    private final VersionCursor cursor;
    private final Function<Version, VersionedRecord<V>> records;
    private final OpenIterators.@Nullable Opened opened;
    private @Nullable VersionedRecord<V> next;
    private boolean closed;

    VersionIterator(TypedStore<?, ?, ?, ?> store, VersionCursor cursor, Function<Version, VersionedRecord<V>> records) {
        this.store = store;
        this.cursor = cursor;
        this.records = records;
        this.opened = store.iterators().opened();
    }

    @Override
    public boolean hasNext() {
        if (closed || !store.isOpen()) {
            throw new InvalidStateStoreException(
                    closed
                            ? "The iterator over store " + store.name() + " is closed"
                            : "Store " + store.name() + " is closed");
        }
        if (next == null && cursor.next()) {
            next = records.apply(cursor.version());
        }
        return next != null;
    }

    @Override
    public VersionedRecord<V> next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("The iterator over store " + store.name() + " is at its end");
        }
        VersionedRecord<V> record = next;
        next = null;
        return record;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.iterators().closed(opened);
            cursor.close();
        }
    }
}
