package io.tailrace.streams.operator;

import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.state.AggregationWithHeaders;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.SessionStoreWithHeaders;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of an aggregation in their store, whether or not that has room for headers. An aggregate comes of many records and has none.
 *
 * <p><b>Threads:</b> one per task; the task's thread.
 *
 * @param <S> what the store keeps of a session
 */
final class SessionRows<K, S, V> {
    private final SessionStore<K, S> store;
    private final Function<S, @Nullable V> shown;
    private final Function<KeyValueIterator<Windowed<K>, S>, KeyValueIterator<Windowed<K>, V>> allShown;
    private final Function<V, S> kept;

    private SessionRows(
            SessionStore<K, S> store,
            Function<S, @Nullable V> shown,
            Function<KeyValueIterator<Windowed<K>, S>, KeyValueIterator<Windowed<K>, V>> allShown,
            Function<V, S> kept) {
        this.store = store;
        this.shown = shown;
        this.allShown = allShown;
        this.kept = kept;
    }

    @SuppressWarnings("unchecked") // the store was made with the serdes of the aggregation
    static <K, V> SessionRows<K, ?, V> of(ProcessingContext context, String storeName) {
        StateStore store = context.getStateStore(storeName);
        if (store instanceof SessionStoreWithHeaders<?, ?> found) {
            return new SessionRows<K, AggregationWithHeaders<V>, V>(
                    (SessionStoreWithHeaders<K, V>) found,
                    AggregationWithHeaders::aggregation,
                    sessions -> new MappedIterator<>(sessions, AggregationWithHeaders::aggregation),
                    aggregate -> AggregationWithHeaders.make(aggregate, new RecordHeaders()));
        }
        if (store instanceof SessionStore<?, ?> found) {
            return new SessionRows<K, V, V>(
                    (SessionStore<K, V>) found, value -> value, sessions -> sessions, value -> value);
        }
        throw new InvalidStateStoreException("The store " + storeName + " of an aggregation of sessions must be a"
                + " SessionStore, with headers or without, but is a "
                + (store == null ? "null" : store.getClass().getName()));
    }

    StateStore store() {
        return store;
    }

    @Nullable
    V get(K key, long startMs, long endMs) {
        S session = store.fetchSession(key, startMs, endMs);
        return session == null ? null : shown.apply(session);
    }

    /** The sessions of a key that end at {@code earliestEndMs} or later and start at {@code latestStartMs} or earlier. */
    KeyValueIterator<Windowed<K>, V> near(K key, long earliestEndMs, long latestStartMs) {
        return allShown.apply(store.findSessions(key, earliestEndMs, latestStartMs));
    }

    /** The sessions of all keys that end from {@code earliestEndMs} to {@code latestEndMs}, both within. */
    KeyValueIterator<Windowed<K>, V> ended(long earliestEndMs, long latestEndMs) {
        return allShown.apply(store.findSessions(earliestEndMs, latestEndMs));
    }

    void put(Windowed<K> session, @Nullable V aggregate) {
        store.put(session, aggregate == null ? null : kept.apply(aggregate));
    }

    void remove(Windowed<K> session) {
        store.remove(session);
    }
}
