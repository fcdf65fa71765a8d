package io.tailrace.streams.operator;

import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.TimestampedWindowStore;
import io.tailrace.streams.state.TimestampedWindowStoreWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The windows of an aggregation in their store, whether or not that has room for headers. An aggregate comes of many records and has none.
 *
 * <p><b>Threads:</b> one per task; the task's thread.
 */
abstract class WindowRows<K, V> {

    private WindowRows() {}

    @SuppressWarnings("unchecked") // the store was made with the serdes of the aggregation
    static <K, V> WindowRows<K, V> of(ProcessingContext context, String storeName) {
        StateStore store = context.getStateStore(storeName);
        if (store instanceof TimestampedWindowStoreWithHeaders<?, ?> found) {
            return new WithHeaders<>((TimestampedWindowStoreWithHeaders<K, V>) found);
        }
        if (store instanceof TimestampedWindowStore<?, ?> found) {
            return new Plain<>((TimestampedWindowStore<K, V>) found);
        }
        throw new InvalidStateStoreException("The store " + storeName + " of a windowed aggregation must be a"
                + " TimestampedWindowStore, with headers or without, but is a "
                + (store == null ? "null" : store.getClass().getName()));
    }

    abstract StateStore store();

    /** The window that starts at {@code startMs}, or null. */
    abstract @Nullable ValueAndTimestamp<V> get(K key, long startMs);

    /** The windows of a key that start from {@code fromMs} to {@code toMs}, both within. */
    abstract KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> ofKey(K key, long fromMs, long toMs);

    /** As {@link #ofKey}, latest first. */
    abstract KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> ofKeyBackward(K key, long fromMs, long toMs);

    /** The windows of all keys that start from {@code fromMs} to {@code toMs}, both within. */
    abstract KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> all(long fromMs, long toMs);

    /** Puts a window, or deletes it if {@code row} is null. */
    abstract void put(K key, @Nullable ValueAndTimestamp<V> row, long startMs);

    private static final class Plain<K, V> extends WindowRows<K, V> {
        private final TimestampedWindowStore<K, V> store;

        private Plain(TimestampedWindowStore<K, V> store) {
            this.store = store;
        }

        @Override
        StateStore store() {
            return store;
        }

        @Override
        @Nullable
        ValueAndTimestamp<V> get(K key, long startMs) {
            return store.fetch(key, startMs);
        }

        @Override
        KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> ofKey(K key, long fromMs, long toMs) {
            return store.fetch(key, key, fromMs, toMs);
        }

        @Override
        KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> ofKeyBackward(K key, long fromMs, long toMs) {
            return store.backwardFetch(key, key, fromMs, toMs);
        }

        @Override
        KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> all(long fromMs, long toMs) {
            return store.fetchAll(fromMs, toMs);
        }

        @Override
        void put(K key, @Nullable ValueAndTimestamp<V> row, long startMs) {
            store.put(key, row, startMs);
        }
    }

    private static final class WithHeaders<K, V> extends WindowRows<K, V> {
        private final TimestampedWindowStoreWithHeaders<K, V> store;

        private WithHeaders(TimestampedWindowStoreWithHeaders<K, V> store) {
            this.store = store;
        }

        @Override
        StateStore store() {
            return store;
        }

        @Override
        @Nullable
        ValueAndTimestamp<V> get(K key, long startMs) {
            return TableRows.row(store.fetch(key, startMs));
        }

        @Override
        KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> ofKey(K key, long fromMs, long toMs) {
            return new MappedIterator<>(store.fetch(key, key, fromMs, toMs), TableRows::row);
        }

        @Override
        KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> ofKeyBackward(K key, long fromMs, long toMs) {
            return new MappedIterator<>(store.backwardFetch(key, key, fromMs, toMs), TableRows::row);
        }

        @Override
        KeyValueIterator<Windowed<K>, ValueAndTimestamp<V>> all(long fromMs, long toMs) {
            return new MappedIterator<>(store.fetchAll(fromMs, toMs), TableRows::row);
        }

        @Override
        void put(K key, @Nullable ValueAndTimestamp<V> row, long startMs) {
            store.put(
                    key,
                    row == null ? null : ValueTimestampHeaders.make(row.value(), row.timestamp(), new RecordHeaders()),
                    startMs);
        }
    }
}
