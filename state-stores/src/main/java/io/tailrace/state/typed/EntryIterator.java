package io.tailrace.state.typed;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.WindowStoreIterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed iterator over a cursor: one entry ahead, so that {@link #hasNext} and {@link #peekNextKey} can answer. Entries
 * that the value codec makes null of are passed over.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public class EntryIterator<K, S> implements KeyValueIterator<K, S> {

    private final TypedStore<?, ?, ?, ?> store;
    private final ByteCursor cursor;
    private final Function<byte[], K> keys;
    private final Function<byte[], @Nullable S> values;
    private @Nullable KeyValue<K, S> next;
    private final OpenIterators.@Nullable Opened opened;
    private boolean finished;
    private boolean closed;

    public EntryIterator(
            TypedStore<?, ?, ?, ?> store,
            ByteCursor cursor,
            Function<byte[], K> keys,
            Function<byte[], @Nullable S> values) {
        this.store = store;
        this.cursor = cursor;
        this.keys = keys;
        this.values = values;
        this.opened = store.iterators().opened();
    }

    /** An iterator over the windows of one key. */
    public static final class OfWindows<S> extends EntryIterator<Long, S> implements WindowStoreIterator<S> {

        public OfWindows(
                TypedStore<?, ?, ?, ?> store,
                ByteCursor cursor,
                Function<byte[], Long> keys,
                Function<byte[], @Nullable S> values) {
            super(store, cursor, keys, values);
        }
    }

    @Override
    public boolean hasNext() {
        if (closed || !store.isOpen()) {
            throw new InvalidStateStoreException(
                    closed
                            ? "The iterator over store " + store.name() + " is closed"
                            : "Store " + store.name() + " is closed");
        }
        while (next == null && !finished) {
            if (cursor.next()) {
                S value = values.apply(Objects.requireNonNull(cursor.value()));
                next = value == null ? null : new KeyValue<>(keys.apply(cursor.key()), value);
            } else {
                finished = true;
            }
        }
        return next != null;
    }

    private KeyValue<K, S> peek() {
        if (hasNext() && next != null) {
            return next;
        }
        throw new NoSuchElementException("The iterator over store " + store.name() + " is at its end");
    }

    @Override
    public KeyValue<K, S> next() {
        KeyValue<K, S> entry = peek();
        next = null;
        return entry;
    }

    @Override
    public K peekNextKey() {
        return peek().key;
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
