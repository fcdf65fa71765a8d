package io.tailrace.state.composite;

import static io.tailrace.state.composite.Partitions.notNull;

import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.QueryableStoreType;
import io.tailrace.streams.state.ReadOnlySessionStore;
import io.tailrace.streams.state.internals.StateStoreProvider;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a session store that are here, as one store.
 *
 * <p><b>Threads:</b> any.
 */
public final class CompositeSessionStore<K, V> implements ReadOnlySessionStore<K, V> {

    private final Partitions<ReadOnlySessionStore<K, V>> partitions;

    public CompositeSessionStore(
            StateStoreProvider provider, QueryableStoreType<ReadOnlySessionStore<K, V>> type, String name) {
        partitions = new Partitions<>(provider, type, name);
    }

    @Override
    public @Nullable V fetchSession(K key, long sessionStartTime, long sessionEndTime) {
        notNull(key, "key");
        return partitions.first(store -> store.fetchSession(key, sessionStartTime, sessionEndTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> findSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        notNull(key, "key");
        return partitions.all(store -> store.findSessions(key, earliestSessionEndTime, latestSessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> findSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        return partitions.all(
                store -> store.findSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        notNull(key, "key");
        return partitions.all(store -> store.backwardFindSessions(key, earliestSessionEndTime, latestSessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        return partitions.all(
                store -> store.backwardFindSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(K key) {
        notNull(key, "key");
        return partitions.all(store -> store.fetch(key));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
        return partitions.all(store -> store.fetch(keyFrom, keyTo));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(K key) {
        notNull(key, "key");
        return partitions.all(store -> store.backwardFetch(key));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
        return partitions.all(store -> store.backwardFetch(keyFrom, keyTo));
    }
}
