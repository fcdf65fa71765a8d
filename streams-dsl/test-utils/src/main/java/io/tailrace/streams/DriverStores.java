package io.tailrace.streams;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.AggregationWithHeaders;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.ReadOnlyKeyValueStore;
import io.tailrace.streams.state.ReadOnlySessionStore;
import io.tailrace.streams.state.ReadOnlyWindowStore;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.SessionStoreWithHeaders;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.tailrace.streams.state.TimestampedWindowStore;
import io.tailrace.streams.state.TimestampedWindowStoreWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import io.tailrace.streams.state.VersionedKeyValueStore;
import io.tailrace.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * A test's view of the stores of a driver: in the form that it asks for, where the store has that form or more.
 *
 * <p><b>Threads:</b> the test's thread.
 */
final class DriverStores {
    private DriverStores() {}

    /** A value as a test puts it into a store that keeps timestamps: with none. */
    static <V> @Nullable ValueAndTimestamp<V> withoutTime(V value) {
        return ValueAndTimestamp.make(value, ConsumerRecord.NO_TIMESTAMP);
    }

    @SuppressWarnings("unchecked") // The test says of what types keys and values are.
    static <K, V> @Nullable KeyValueStore<K, V> keyValue(@Nullable StateStore store) {
        if (store instanceof TimestampedKeyValueStoreWithHeaders<?, ?> found) {
            TimestampedKeyValueStoreWithHeaders<K, V> typed = (TimestampedKeyValueStoreWithHeaders<K, V>) found;
            return new MappedKeyValueStore<>(
                    typed,
                    ValueTimestampHeaders::value,
                    value -> ValueTimestampHeaders.make(value, ConsumerRecord.NO_TIMESTAMP, null));
        }
        if (store instanceof TimestampedKeyValueStore<?, ?> found) {
            TimestampedKeyValueStore<K, V> typed = (TimestampedKeyValueStore<K, V>) found;
            return new TopologyTestDriver.KeyValueStoreFacade<>(typed);
        }
        return store instanceof KeyValueStore<?, ?> found ? (KeyValueStore<K, V>) found : null;
    }

    @SuppressWarnings("unchecked") // As above.
    static <K, V> @Nullable KeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue(@Nullable StateStore store) {
        if (store instanceof TimestampedKeyValueStoreWithHeaders<?, ?> found) {
            TimestampedKeyValueStoreWithHeaders<K, V> typed = (TimestampedKeyValueStoreWithHeaders<K, V>) found;
            return new MappedKeyValueStore<>(
                    typed,
                    value -> ValueAndTimestamp.make(value.value(), value.timestamp()),
                    value -> ValueTimestampHeaders.make(value.value(), value.timestamp(), null));
        }
        return store instanceof TimestampedKeyValueStore<?, ?> found ? (TimestampedKeyValueStore<K, V>) found : null;
    }

    @SuppressWarnings("unchecked") // As above.
    static <K, V> @Nullable WindowStore<K, V> window(@Nullable StateStore store) {
        if (store instanceof TimestampedWindowStoreWithHeaders<?, ?> found) {
            TimestampedWindowStoreWithHeaders<K, V> typed = (TimestampedWindowStoreWithHeaders<K, V>) found;
            return new MappedWindowStore<>(
                    typed,
                    ValueTimestampHeaders::value,
                    value -> ValueTimestampHeaders.make(value, ConsumerRecord.NO_TIMESTAMP, null));
        }
        if (store instanceof TimestampedWindowStore<?, ?> found) {
            TimestampedWindowStore<K, V> typed = (TimestampedWindowStore<K, V>) found;
            return new TopologyTestDriver.WindowStoreFacade<>(typed);
        }
        return store instanceof WindowStore<?, ?> found ? (WindowStore<K, V>) found : null;
    }

    @SuppressWarnings("unchecked") // As above.
    static <K, V> @Nullable WindowStore<K, ValueAndTimestamp<V>> timestampedWindow(@Nullable StateStore store) {
        if (store instanceof TimestampedWindowStoreWithHeaders<?, ?> found) {
            TimestampedWindowStoreWithHeaders<K, V> typed = (TimestampedWindowStoreWithHeaders<K, V>) found;
            return new MappedWindowStore<>(
                    typed,
                    value -> ValueAndTimestamp.make(value.value(), value.timestamp()),
                    value -> ValueTimestampHeaders.make(value.value(), value.timestamp(), null));
        }
        return store instanceof TimestampedWindowStore<?, ?> found ? (TimestampedWindowStore<K, V>) found : null;
    }

    @SuppressWarnings("unchecked") // As above.
    static <K, V> @Nullable SessionStore<K, V> session(@Nullable StateStore store) {
        if (store instanceof SessionStoreWithHeaders<?, ?> found) {
            SessionStoreWithHeaders<K, V> typed = (SessionStoreWithHeaders<K, V>) found;
            return new MappedSessionStore<>(
                    typed,
                    AggregationWithHeaders::aggregation,
                    aggregate -> AggregationWithHeaders.make(aggregate, new RecordHeaders()));
        }
        return store instanceof SessionStore<?, ?> found ? (SessionStore<K, V>) found : null;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As above.
    static <S> @Nullable S exactly(@Nullable StateStore store, Class<?> type) {
        return type.isInstance(store) ? (S) store : null;
    }

    /** Stores of the built-in kinds have accessors of their own: the general one is for those that applications write. */
    static void throwIfBuiltIn(@Nullable StateStore store) {
        if (store == null) {
            return;
        }
        String kind = null;
        String accessor = null;
        if (store instanceof VersionedKeyValueStore) {
            kind = "versioned key-value";
            accessor = "getVersionedKeyValueStore";
        } else if (store instanceof TimestampedKeyValueStore) {
            kind = "timestamped key-value";
            accessor = "getTimestampedKeyValueStore";
        } else if (store instanceof ReadOnlyKeyValueStore) {
            kind = "key-value";
            accessor = "getKeyValueStore";
        } else if (store instanceof TimestampedWindowStore) {
            kind = "timestamped window";
            accessor = "getTimestampedWindowStore";
        } else if (store instanceof ReadOnlyWindowStore) {
            kind = "window";
            accessor = "getWindowStore";
        } else if (store instanceof ReadOnlySessionStore) {
            kind = "session";
            accessor = "getSessionStore";
        }
        if (kind != null) {
            throw new IllegalArgumentException("Store " + store.name() + " is a " + kind
                    + " store and should be accessed via `" + accessor + "()`");
        }
    }
}
