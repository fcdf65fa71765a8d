package io.tailrace.streams.kstream;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.state.WindowStore;

/**
 * A {@link CogroupedKStream} cut in windows of fixed size or sliding windows. A record later than the window's end plus grace is
 * dropped and counted.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> type of the aggregate
 */
public interface TimeWindowedCogroupedKStream<K, V> {
    default KTable<Windowed<K>, V> aggregate(Initializer<V> initializer) {
        return aggregate(initializer, Unnamed.NAME);
    }

    default KTable<Windowed<K>, V> aggregate(Initializer<V> initializer, Named named) {
        return aggregate(initializer, named, Materialized.with(null, null));
    }

    default KTable<Windowed<K>, V> aggregate(
            Initializer<V> initializer, Materialized<K, V, WindowStore<Bytes, byte[]>> materialized) {
        return aggregate(initializer, Unnamed.NAME, materialized);
    }

    /** Aggregates the records of all streams per key and window. */
    KTable<Windowed<K>, V> aggregate(
            Initializer<V> initializer, Named named, Materialized<K, V, WindowStore<Bytes, byte[]>> materialized);
}
