package io.tailrace.streams.state;

import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.StateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store of sessions. It keeps those that end later than the highest end it was given minus its retention period;
 * older ones are dropped in bulk, and putting one does nothing.
 */
public interface SessionStore<K, AGG> extends StateStore, ReadOnlySessionStore<K, AGG> {

    /** All sessions that end from {@code earliestSessionEndTime} to {@code latestSessionEndTime}, by time. */
    default KeyValueIterator<Windowed<K>, AGG> findSessions(long earliestSessionEndTime, long latestSessionEndTime) {
        throw new UnsupportedOperationException(getClass().getName() + " has no findSessions by end time");
    }

    /** Deletes a session. */
    void remove(Windowed<K> sessionKey);

    /** Sets the value of a session, or deletes it if {@code aggregate} is null. */
    void put(Windowed<K> sessionKey, @Nullable AGG aggregate);
}
