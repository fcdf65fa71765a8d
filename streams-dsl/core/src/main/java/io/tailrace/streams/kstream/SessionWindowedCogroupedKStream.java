package io.tailrace.streams.kstream;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.state.SessionStore;

/**
 * A {@link CogroupedKStream} cut in sessions.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> type of the aggregate
 */
public interface SessionWindowedCogroupedKStream<K, V> {
    default KTable<Windowed<K>, V> aggregate(Initializer<V> initializer, Merger<? super K, V> sessionMerger) {
        return aggregate(initializer, sessionMerger, Unnamed.NAME);
    }

    default KTable<Windowed<K>, V> aggregate(
            Initializer<V> initializer, Merger<? super K, V> sessionMerger, Named named) {
        return aggregate(initializer, sessionMerger, named, Materialized.with(null, null));
    }

    default KTable<Windowed<K>, V> aggregate(
            Initializer<V> initializer,
            Merger<? super K, V> sessionMerger,
            Materialized<K, V, SessionStore<Bytes, byte[]>> materialized) {
        return aggregate(initializer, sessionMerger, Unnamed.NAME, materialized);
    }

    /** Aggregates the records of all streams per key and session; the merger joins the aggregates of sessions that grow together. */
    KTable<Windowed<K>, V> aggregate(
            Initializer<V> initializer,
            Merger<? super K, V> sessionMerger,
            Named named,
            Materialized<K, V, SessionStore<Bytes, byte[]>> materialized);
}
