package io.tailrace.streams.kstream;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.state.KeyValueStore;

/**
 * A stream whose records of one key are together. Records with a null key, and for reduce and aggregate with a null value, are
 * dropped and counted.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface KGroupedStream<K, V> {
    default KTable<K, Long> count() {
        return count(Unnamed.NAME);
    }

    /** Counts the records of each key. */
    KTable<K, Long> count(Named named);

    default KTable<K, Long> count(Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized) {
        return count(Unnamed.NAME, materialized);
    }

    KTable<K, Long> count(Named named, Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized);

    default KTable<K, V> reduce(Reducer<V> reducer) {
        return reduce(reducer, Materialized.with(null, null));
    }

    default KTable<K, V> reduce(Reducer<V> reducer, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        return reduce(reducer, Unnamed.NAME, materialized);
    }

    /** Combines the values of each key; the first value of a key is the first aggregate. */
    KTable<K, V> reduce(Reducer<V> reducer, Named named, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized);

    default <VOut> KTable<K, VOut> aggregate(
            Initializer<VOut> initializer, Aggregator<? super K, ? super V, VOut> aggregator) {
        return aggregate(initializer, aggregator, Materialized.with(null, null));
    }

    default <VOut> KTable<K, VOut> aggregate(
            Initializer<VOut> initializer,
            Aggregator<? super K, ? super V, VOut> aggregator,
            Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized) {
        return aggregate(initializer, aggregator, Unnamed.NAME, materialized);
    }

    /** Adds the records of each key to an aggregate. Its timestamp is the largest of its records'. */
    <VOut> KTable<K, VOut> aggregate(
            Initializer<VOut> initializer,
            Aggregator<? super K, ? super V, VOut> aggregator,
            Named named,
            Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized);

    /** Aggregates per window of fixed size, for example {@link TimeWindows}. */
    <W extends Window> TimeWindowedKStream<K, V> windowedBy(Windows<W> windows);

    /** Aggregates per window that slides with the records. */
    TimeWindowedKStream<K, V> windowedBy(SlidingWindows windows);

    /** Aggregates per session of activity. */
    SessionWindowedKStream<K, V> windowedBy(SessionWindows windows);

    /** Starts an aggregate that this stream builds together with others; see {@link CogroupedKStream}. */
    <VOut> CogroupedKStream<K, VOut> cogroup(Aggregator<? super K, ? super V, VOut> aggregator);
}
