package io.tailrace.streams.operator;

import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import io.tailrace.streams.state.VersionedKeyValueStore;
import io.tailrace.streams.state.VersionedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table in its store, whether that keeps the latest value of a key or its history.
 *
 * <p><b>Threads:</b> one per task; the task's thread.
 */
abstract class TableRows<K, V> {
    /** What {@link #put} returns for a row that is the latest one of its key. */
    static final long LATEST = VersionedKeyValueStore.PUT_RETURN_CODE_VALID_TO_UNDEFINED;

    /** What {@link #put} returns for a row that was too old to be put. */
    static final long NOT_PUT = VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT;

    private TableRows() {}

    static <K, V> TableRows<K, V> of(ProcessingContext context, String storeName) {
        StateStore store = context.getStateStore(storeName);
        if (store instanceof TimestampedKeyValueStore<?, ?>) {
            @SuppressWarnings("unchecked") // the store was made with the serdes of the table
            TimestampedKeyValueStore<K, V> latest = (TimestampedKeyValueStore<K, V>) store;
            return new Latest<>(latest);
        }
        if (store instanceof TimestampedKeyValueStoreWithHeaders<?, ?>) {
            @SuppressWarnings("unchecked") // the store was made with the serdes of the table
            TimestampedKeyValueStoreWithHeaders<K, V> latest = (TimestampedKeyValueStoreWithHeaders<K, V>) store;
            return new WithHeaders<>(latest);
        }
        if (store instanceof VersionedKeyValueStore<?, ?>) {
            @SuppressWarnings("unchecked") // the store was made with the serdes of the table
            VersionedKeyValueStore<K, V> history = (VersionedKeyValueStore<K, V>) store;
            return new History<>(history);
        }
        throw new InvalidStateStoreException("The store " + storeName + " of a table must be a"
                + " TimestampedKeyValueStore, with headers or without, or a VersionedKeyValueStore, but is a "
                + (store == null ? "null" : store.getClass().getName()));
    }

    /** A row that was kept with headers. */
    static <V> @Nullable ValueAndTimestamp<V> row(@Nullable ValueTimestampHeaders<V> kept) {
        return kept == null ? null : ValueAndTimestamp.make(kept.value(), kept.timestamp());
    }

    abstract StateStore store();

    abstract @Nullable ValueAndTimestamp<V> get(K key);

    /** The row as of a time in ms; the latest one if the store keeps no history. */
    abstract @Nullable ValueAndTimestamp<V> get(K key, long asOfMs);

    abstract boolean isVersioned();

    /** Puts a row, or deletes it if the value is null; returns when it ends in ms, {@link #LATEST} or {@link #NOT_PUT}. */
    abstract long put(K key, @Nullable V value, long timestampMs);

    private static final class Latest<K, V> extends TableRows<K, V> {
        private final TimestampedKeyValueStore<K, V> store;

        private Latest(TimestampedKeyValueStore<K, V> store) {
            this.store = store;
        }

        @Override
        StateStore store() {
            return store;
        }

        @Override
        @Nullable
        ValueAndTimestamp<V> get(K key) {
            return store.get(key);
        }

        @Override
        @Nullable
        ValueAndTimestamp<V> get(K key, long asOfMs) {
            return store.get(key);
        }

        @Override
        boolean isVersioned() {
            return false;
        }

        @Override
        long put(K key, @Nullable V value, long timestampMs) {
            store.put(key, ValueAndTimestamp.make(value, timestampMs));
            return LATEST;
        }
    }

    /** A store with room for headers, of which the rows of a table have none. */
    private static final class WithHeaders<K, V> extends TableRows<K, V> {
        private final TimestampedKeyValueStoreWithHeaders<K, V> store;

        private WithHeaders(TimestampedKeyValueStoreWithHeaders<K, V> store) {
            this.store = store;
        }

        @Override
        StateStore store() {
            return store;
        }

        @Override
        @Nullable
        ValueAndTimestamp<V> get(K key) {
            return row(store.get(key));
        }

        @Override
        @Nullable
        ValueAndTimestamp<V> get(K key, long asOfMs) {
            return row(store.get(key));
        }

        @Override
        boolean isVersioned() {
            return false;
        }

        @Override
        long put(K key, @Nullable V value, long timestampMs) {
            store.put(key, ValueTimestampHeaders.make(value, timestampMs, new RecordHeaders()));
            return LATEST;
        }
    }

    private static final class History<K, V> extends TableRows<K, V> {
        private final VersionedKeyValueStore<K, V> store;

        private History(VersionedKeyValueStore<K, V> store) {
            this.store = store;
        }

        @Override
        StateStore store() {
            return store;
        }

        private static <V> @Nullable ValueAndTimestamp<V> row(@Nullable VersionedRecord<V> version) {
            return version == null ? null : ValueAndTimestamp.make(version.value(), version.timestamp());
        }

        @Override
        @Nullable
        ValueAndTimestamp<V> get(K key) {
            return row(store.get(key));
        }

        @Override
        @Nullable
        ValueAndTimestamp<V> get(K key, long asOfMs) {
            return row(store.get(key, asOfMs));
        }

        @Override
        boolean isVersioned() {
            return true;
        }

        @Override
        long put(K key, @Nullable V value, long timestampMs) {
            return store.put(key, value, timestampMs);
        }
    }
}
