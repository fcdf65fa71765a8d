package io.tailrace.streams;

import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.SessionStore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session store with its aggregates in another form.
 *
 * <p><b>Threads:</b> the test's thread.
 */
final class MappedSessionStore<K, S, V> extends MappedStore<SessionStore<K, S>, S, V> implements SessionStore<K, V> {
    MappedSessionStore(SessionStore<K, S> inner, Function<S, V> shown, Function<V, S> kept) {
        super(inner, shown, kept);
    }

    @Override
    public void put(Windowed<K> sessionKey, @Nullable V aggregate) {
        inner.put(sessionKey, keep(aggregate));
    }

    @Override
    public void remove(Windowed<K> sessionKey) {
        inner.remove(sessionKey);
    }

    @Override
    public @Nullable V fetchSession(K key, long sessionStartTime, long sessionEndTime) {
        return show(inner.fetchSession(key, sessionStartTime, sessionEndTime));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> findSessions(long earliestSessionEndTime, long latestSessionEndTime) {
        return new MappedIterator<>(inner.findSessions(earliestSessionEndTime, latestSessionEndTime), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> findSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        return new MappedIterator<>(inner.findSessions(key, earliestSessionEndTime, latestSessionStartTime), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        return new MappedIterator<>(
                inner.backwardFindSessions(key, earliestSessionEndTime, latestSessionStartTime), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> findSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        return new MappedIterator<>(
                inner.findSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        return new MappedIterator<>(
                inner.backwardFindSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(K key) {
        return new MappedIterator<>(inner.fetch(key), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(K key) {
        return new MappedIterator<>(inner.backwardFetch(key), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
        return new MappedIterator<>(inner.fetch(keyFrom, keyTo), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
        return new MappedIterator<>(inner.backwardFetch(keyFrom, keyTo), shown);
    }
}
