package io.tailrace.state.composite;

import io.tailrace.state.task.StoreGuard;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.ReadOnlySessionStore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task's session store for other threads.
 *
 * <p><b>Threads:</b> any.
 *
 * @param <S> what the store keeps
 * @param <V> what is shown of it
 */
record GuardedSessionStore<K, S, V>(
        ReadOnlySessionStore<K, S> store, StoreGuard guard, Function<? super S, ? extends @Nullable V> shown)
        implements ReadOnlySessionStore<K, V> {

    @Override
    public @Nullable V fetchSession(K key, long sessionStartTime, long sessionEndTime) {
        S value = guard.run(() -> store.fetchSession(key, sessionStartTime, sessionEndTime));
        return value == null ? null : shown.apply(value);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> findSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        return iterator(() -> store.findSessions(key, earliestSessionEndTime, latestSessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> findSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        return iterator(() -> store.findSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        return iterator(() -> store.backwardFindSessions(key, earliestSessionEndTime, latestSessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        return iterator(
                () -> store.backwardFindSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(K key) {
        return iterator(() -> store.fetch(key));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
        return iterator(() -> store.fetch(keyFrom, keyTo));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(K key) {
        return iterator(() -> store.backwardFetch(key));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
        return iterator(() -> store.backwardFetch(keyFrom, keyTo));
    }

    private KeyValueIterator<Windowed<K>, V> iterator(Supplier<KeyValueIterator<Windowed<K>, S>> open) {
        return new GuardedIterator<>(guard.run(open), guard, shown);
    }
}
