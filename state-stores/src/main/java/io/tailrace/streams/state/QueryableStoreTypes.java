package io.tailrace.streams.state;

import io.tailrace.state.composite.CompositeKeyValueStore;
import io.tailrace.state.composite.CompositeSessionStore;
import io.tailrace.state.composite.CompositeWindowStore;
import io.tailrace.state.composite.PlainValues;
import io.tailrace.state.composite.TimestampedValues;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.internals.StateStoreProvider;
import java.util.Set;

/** The built-in types of stores as interactive queries see them. What they give reads all partitions that are here. */
public final class QueryableStoreTypes {

    public QueryableStoreTypes() {}

    /** Key-value stores; of stores that keep more, the plain values. */
    public static <K, V> QueryableStoreType<ReadOnlyKeyValueStore<K, V>> keyValueStore() {
        return new KeyValueStoreType<>();
    }

    /** Key-value stores that keep timestamps; of stores that keep headers too, without them. */
    public static <K, V> QueryableStoreType<ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>>> timestampedKeyValueStore() {
        return new TimestampedKeyValueStoreType<>();
    }

    /** Key-value stores that keep timestamps and headers. */
    public static <K, V>
            QueryableStoreType<ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>>>
                    timestampedKeyValueStoreWithHeaders() {
        return new TimestampedKeyValueStoreWithHeadersType<>();
    }

    /** Window stores; of stores that keep more, the plain values. */
    public static <K, V> QueryableStoreType<ReadOnlyWindowStore<K, V>> windowStore() {
        return new WindowStoreType<>();
    }

    /** Window stores that keep timestamps; of stores that keep headers too, without them. */
    public static <K, V> QueryableStoreType<ReadOnlyWindowStore<K, ValueAndTimestamp<V>>> timestampedWindowStore() {
        return new TimestampedWindowStoreType<>();
    }

    /** Window stores that keep timestamps and headers. */
    public static <K, V>
            QueryableStoreType<ReadOnlyWindowStore<K, ValueTimestampHeaders<V>>> timestampedWindowStoreWithHeaders() {
        return new TimestampedWindowStoreWithHeadersType<>();
    }

    /** Session stores; of stores that keep headers, the plain aggregates. */
    public static <K, V> QueryableStoreType<ReadOnlySessionStore<K, V>> sessionStore() {
        return new SessionStoreType<>();
    }

    /** Session stores that keep headers. */
    public static <K, V>
            QueryableStoreType<ReadOnlySessionStore<K, AggregationWithHeaders<V>>> sessionStoreWithHeaders() {
        return new SessionStoreWithHeadersType<>();
    }

    /** Accepts stores of all of some classes. */
    private abstract static class QueryableStoreTypeMatcher<T> implements QueryableStoreType<T> {

        private final Set<Class<?>> accepted;

        QueryableStoreTypeMatcher(Class<?>... accepted) {
            this.accepted = Set.of(accepted);
        }

        @Override
        public boolean accepts(StateStore stateStore) {
            return accepted.stream().allMatch(type -> type.isInstance(stateStore));
        }
    }

    /** See {@link #keyValueStore}. */
    public static class KeyValueStoreType<K, V> extends QueryableStoreTypeMatcher<ReadOnlyKeyValueStore<K, V>>
            implements PlainValues {

        KeyValueStoreType() {
            super(ReadOnlyKeyValueStore.class);
        }

        @Override
        public ReadOnlyKeyValueStore<K, V> create(StateStoreProvider storeProvider, String storeName) {
            return new CompositeKeyValueStore<>(storeProvider, this, storeName);
        }
    }

    /** See {@link #timestampedKeyValueStore}. */
    public static class TimestampedKeyValueStoreType<K, V>
            extends QueryableStoreTypeMatcher<ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>>>
            implements TimestampedValues {

        TimestampedKeyValueStoreType() {
            super(ReadOnlyKeyValueStore.class);
        }

        @Override
        public boolean accepts(StateStore stateStore) {
            return super.accepts(stateStore)
                    && (stateStore instanceof TimestampedKeyValueStore
                            || stateStore instanceof TimestampedKeyValueStoreWithHeaders);
        }

        @Override
        public ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> create(
                StateStoreProvider storeProvider, String storeName) {
            return new CompositeKeyValueStore<>(storeProvider, this, storeName);
        }
    }

    /** See {@link #timestampedKeyValueStoreWithHeaders}. */
    public static class TimestampedKeyValueStoreWithHeadersType<K, V>
            extends QueryableStoreTypeMatcher<ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>>> {

        TimestampedKeyValueStoreWithHeadersType() {
            super(ReadOnlyKeyValueStore.class, TimestampedKeyValueStoreWithHeaders.class);
        }

        @Override
        public ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>> create(
                StateStoreProvider storeProvider, String storeName) {
            return new CompositeKeyValueStore<>(storeProvider, this, storeName);
        }
    }

    /** See {@link #windowStore}. */
    public static class WindowStoreType<K, V> extends QueryableStoreTypeMatcher<ReadOnlyWindowStore<K, V>>
            implements PlainValues {

        WindowStoreType() {
            super(ReadOnlyWindowStore.class);
        }

        @Override
        public ReadOnlyWindowStore<K, V> create(StateStoreProvider storeProvider, String storeName) {
            return new CompositeWindowStore<>(storeProvider, this, storeName);
        }
    }

    /** See {@link #timestampedWindowStore}. */
    public static class TimestampedWindowStoreType<K, V>
            extends QueryableStoreTypeMatcher<ReadOnlyWindowStore<K, ValueAndTimestamp<V>>>
            implements TimestampedValues {

        TimestampedWindowStoreType() {
            super(ReadOnlyWindowStore.class);
        }

        @Override
        public boolean accepts(StateStore stateStore) {
            return super.accepts(stateStore)
                    && (stateStore instanceof TimestampedWindowStore
                            || stateStore instanceof TimestampedWindowStoreWithHeaders);
        }

        @Override
        public ReadOnlyWindowStore<K, ValueAndTimestamp<V>> create(StateStoreProvider storeProvider, String storeName) {
            return new CompositeWindowStore<>(storeProvider, this, storeName);
        }
    }

    /** See {@link #timestampedWindowStoreWithHeaders}. */
    public static class TimestampedWindowStoreWithHeadersType<K, V>
            extends QueryableStoreTypeMatcher<ReadOnlyWindowStore<K, ValueTimestampHeaders<V>>> {

        TimestampedWindowStoreWithHeadersType() {
            super(ReadOnlyWindowStore.class, TimestampedWindowStoreWithHeaders.class);
        }

        @Override
        public ReadOnlyWindowStore<K, ValueTimestampHeaders<V>> create(
                StateStoreProvider storeProvider, String storeName) {
            return new CompositeWindowStore<>(storeProvider, this, storeName);
        }
    }

    /** See {@link #sessionStore}. */
    public static class SessionStoreType<K, V> extends QueryableStoreTypeMatcher<ReadOnlySessionStore<K, V>>
            implements PlainValues {

        SessionStoreType() {
            super(ReadOnlySessionStore.class);
        }

        @Override
        public ReadOnlySessionStore<K, V> create(StateStoreProvider storeProvider, String storeName) {
            return new CompositeSessionStore<>(storeProvider, this, storeName);
        }
    }

    /** See {@link #sessionStoreWithHeaders}. */
    public static class SessionStoreWithHeadersType<K, V>
            extends QueryableStoreTypeMatcher<ReadOnlySessionStore<K, AggregationWithHeaders<V>>> {

        SessionStoreWithHeadersType() {
            super(ReadOnlySessionStore.class, SessionStoreWithHeaders.class);
        }

        @Override
        public ReadOnlySessionStore<K, AggregationWithHeaders<V>> create(
                StateStoreProvider storeProvider, String storeName) {
            return new CompositeSessionStore<>(storeProvider, this, storeName);
        }
    }
}
