package io.tailrace.streams.state;

import io.tailrace.streams.kstream.Windowed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a session store: for each key the sessions of the last retention period. Times are milliseconds
 * since 1970-01-01T00:00:00Z or the same as {@code Instant}. The sessions of one key come in the order of their end.
 * Iterators must be closed. Every method but the two forward {@code fetch} is optional.
 */
public interface ReadOnlySessionStore<K, AGG> {

    /**
     * The sessions of {@code key} that end at {@code earliestSessionEndTime} or later and start at
     * {@code latestSessionStartTime} or earlier, earliest first: those that a session from the one to the other touches.
     */
    default KeyValueIterator<Windowed<K>, AGG> findSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        throw new UnsupportedOperationException(getClass().getName() + " has no findSessions");
    }

    default KeyValueIterator<Windowed<K>, AGG> findSessions(
            K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
        return findSessions(
                key,
                EpochMillis.of(earliestSessionEndTime, "earliestSessionEndTime"),
                EpochMillis.of(latestSessionStartTime, "latestSessionStartTime"));
    }

    /** As {@link #findSessions(Object, long, long)}, latest first. */
    default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
            K key, long earliestSessionEndTime, long latestSessionStartTime) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFindSessions");
    }

    default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
            K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
        return backwardFindSessions(
                key,
                EpochMillis.of(earliestSessionEndTime, "earliestSessionEndTime"),
                EpochMillis.of(latestSessionStartTime, "latestSessionStartTime"));
    }

    /** The same for the keys from {@code keyFrom} to {@code keyTo}; null is the first or the last key. */
    default KeyValueIterator<Windowed<K>, AGG> findSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        throw new UnsupportedOperationException(getClass().getName() + " has no findSessions");
    }

    default KeyValueIterator<Windowed<K>, AGG> findSessions(
            @Nullable K keyFrom, @Nullable K keyTo, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
        return findSessions(
                keyFrom,
                keyTo,
                EpochMillis.of(earliestSessionEndTime, "earliestSessionEndTime"),
                EpochMillis.of(latestSessionStartTime, "latestSessionStartTime"));
    }

    /** As {@link #findSessions(Object, Object, long, long)}, backwards. */
    default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
            @Nullable K keyFrom, @Nullable K keyTo, long earliestSessionEndTime, long latestSessionStartTime) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFindSessions");
    }

    default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
            @Nullable K keyFrom, @Nullable K keyTo, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
        return backwardFindSessions(
                keyFrom,
                keyTo,
                EpochMillis.of(earliestSessionEndTime, "earliestSessionEndTime"),
                EpochMillis.of(latestSessionStartTime, "latestSessionStartTime"));
    }

    /** The value of exactly that session, or null. */
    default @Nullable AGG fetchSession(K key, long sessionStartTime, long sessionEndTime) {
        throw new UnsupportedOperationException(getClass().getName() + " has no fetchSession");
    }

    default @Nullable AGG fetchSession(K key, Instant sessionStartTime, Instant sessionEndTime) {
        return fetchSession(
                key,
                EpochMillis.of(sessionStartTime, "sessionStartTime"),
                EpochMillis.of(sessionEndTime, "sessionEndTime"));
    }

    /** All sessions of {@code key}, earliest first. */
    KeyValueIterator<Windowed<K>, AGG> fetch(K key);

    /** All sessions of {@code key}, latest first. */
    default KeyValueIterator<Windowed<K>, AGG> backwardFetch(K key) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch");
    }

    /** All sessions of the keys from {@code keyFrom} to {@code keyTo}; null is the first or the last key. */
    KeyValueIterator<Windowed<K>, AGG> fetch(@Nullable K keyFrom, @Nullable K keyTo);

    /** As {@link #fetch(Object, Object)}, backwards. */
    default KeyValueIterator<Windowed<K>, AGG> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch");
    }
}
