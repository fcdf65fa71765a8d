package io.tailrace.streams.kstream;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.state.KeyValueStore;

/**
 * Several grouped streams that build one aggregate per key together, each with an aggregator of its own. Records with a null key or
 * value are dropped and counted.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type of all streams
 * @param <VOut> type of the aggregate
 */
public interface CogroupedKStream<K, VOut> {
    /** Adds a grouped stream; its key type is that of the others. */
    <V> CogroupedKStream<K, VOut> cogroup(
            KGroupedStream<K, V> groupedStream, Aggregator<? super K, ? super V, VOut> aggregator);

    default KTable<K, VOut> aggregate(Initializer<VOut> initializer) {
        return aggregate(initializer, Unnamed.NAME);
    }

    default KTable<K, VOut> aggregate(Initializer<VOut> initializer, Named named) {
        return aggregate(initializer, named, Materialized.with(null, null));
    }

    default KTable<K, VOut> aggregate(
            Initializer<VOut> initializer, Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized) {
        return aggregate(initializer, Unnamed.NAME, materialized);
    }

    /** Aggregates the records of all streams per key. */
    KTable<K, VOut> aggregate(
            Initializer<VOut> initializer,
            Named named,
            Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized);

    /** Aggregates per window of fixed size, for example {@link TimeWindows}. */
    <W extends Window> TimeWindowedCogroupedKStream<K, VOut> windowedBy(Windows<W> windows);

    /** Aggregates per window that slides with the records. */
    TimeWindowedCogroupedKStream<K, VOut> windowedBy(SlidingWindows windows);

    /** Aggregates per session of activity. */
    SessionWindowedCogroupedKStream<K, VOut> windowedBy(SessionWindows windows);
}
