package io.tailrace.streams.kstream;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.processor.TopicNameExtractor;
import io.tailrace.streams.processor.api.FixedKeyProcessorSupplier;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.state.KeyValueStore;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * A stream of records: each record stands for itself. Operations add processors to the topology of the {@link StreamsBuilder} and
 * run once the topology does. An operation that changes the key marks the stream for repartitioning; the next operation that needs
 * records of one key together then goes through an internal topic {@code <application.id>-<name>-repartition}.
 *
 * <p>Overloads without a {@link Named} give the processor a generated name such as {@code KSTREAM-MAP-0000000001}.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface KStream<K, V> {

    default KStream<K, V> filter(Predicate<? super K, ? super V> predicate) {
        return filter(predicate, Unnamed.NAME);
    }

    /** Keeps the records that the predicate accepts. */
    KStream<K, V> filter(Predicate<? super K, ? super V> predicate, Named named);

    default KStream<K, V> filterNot(Predicate<? super K, ? super V> predicate) {
        return filterNot(predicate, Unnamed.NAME);
    }

    /** Drops the records that the predicate accepts. */
    KStream<K, V> filterNot(Predicate<? super K, ? super V> predicate, Named named);

    default <KOut> KStream<KOut, V> selectKey(KeyValueMapper<? super K, ? super V, ? extends KOut> mapper) {
        return selectKey(mapper, Unnamed.NAME);
    }

    /** Sets a new key for each record; marks the stream for repartitioning. */
    <KOut> KStream<KOut, V> selectKey(KeyValueMapper<? super K, ? super V, ? extends KOut> mapper, Named named);

    default <VOut> KStream<K, VOut> mapValues(ValueMapper<? super V, ? extends VOut> mapper) {
        return mapValues(mapper, Unnamed.NAME);
    }

    default <VOut> KStream<K, VOut> mapValues(ValueMapper<? super V, ? extends VOut> mapper, Named named) {
        Objects.requireNonNull(mapper, "mapper cannot be null");
        return mapValues((key, value) -> mapper.apply(value), named);
    }

    default <VOut> KStream<K, VOut> mapValues(ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper) {
        return mapValues(mapper, Unnamed.NAME);
    }

    /** Maps each value; key and partition stay. */
    <VOut> KStream<K, VOut> mapValues(ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper, Named named);

    default <KOut, VOut> KStream<KOut, VOut> map(
            KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>> mapper) {
        return map(mapper, Unnamed.NAME);
    }

    /** Maps each record to one record; marks the stream for repartitioning. */
    <KOut, VOut> KStream<KOut, VOut> map(
            KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>> mapper,
            Named named);

    default <VOut> KStream<K, VOut> mapValuesAsync(
            ValueMapperWithKey<? super K, ? super V, ? extends CompletionStage<? extends VOut>> mapper) {
        return mapValuesAsync(mapper, AsyncOptions.defaults(), Unnamed.NAME);
    }

    default <VOut> KStream<K, VOut> mapValuesAsync(
            ValueMapperWithKey<? super K, ? super V, ? extends CompletionStage<? extends VOut>> mapper,
            AsyncOptions options) {
        return mapValuesAsync(mapper, options, Unnamed.NAME);
    }

    /**
     * Maps each value by a future; key and partition stay. Many records are in flight at once; results of one key keep their order, those of
     * different keys do not. A commit waits for what is in flight, so no offset passes unfinished work. The mapper is called on the stream
     * thread and must not block. Not in Kafka.
     */
    <VOut> KStream<K, VOut> mapValuesAsync(
            ValueMapperWithKey<? super K, ? super V, ? extends CompletionStage<? extends VOut>> mapper,
            AsyncOptions options,
            Named named);

    default <KOut, VOut> KStream<KOut, VOut> mapAsync(
            KeyValueMapper<
                            ? super K,
                            ? super V,
                            ? extends CompletionStage<? extends KeyValue<? extends KOut, ? extends VOut>>>
                    mapper) {
        return mapAsync(mapper, AsyncOptions.defaults(), Unnamed.NAME);
    }

    default <KOut, VOut> KStream<KOut, VOut> mapAsync(
            KeyValueMapper<
                            ? super K,
                            ? super V,
                            ? extends CompletionStage<? extends KeyValue<? extends KOut, ? extends VOut>>>
                    mapper,
            AsyncOptions options) {
        return mapAsync(mapper, options, Unnamed.NAME);
    }

    /**
     * Maps each record by a future to one record, as {@link #mapValuesAsync(ValueMapperWithKey, AsyncOptions, Named)} does, in the order of the
     * keys that go in; marks the stream for repartitioning. Not in Kafka.
     */
    <KOut, VOut> KStream<KOut, VOut> mapAsync(
            KeyValueMapper<
                            ? super K,
                            ? super V,
                            ? extends CompletionStage<? extends KeyValue<? extends KOut, ? extends VOut>>>
                    mapper,
            AsyncOptions options,
            Named named);

    default <KOut, VOut> KStream<KOut, VOut> flatMap(
            KeyValueMapper<? super K, ? super V, ? extends Iterable<? extends KeyValue<? extends KOut, ? extends VOut>>>
                    mapper) {
        return flatMap(mapper, Unnamed.NAME);
    }

    /** Maps each record to any number of records; marks the stream for repartitioning. */
    <KOut, VOut> KStream<KOut, VOut> flatMap(
            KeyValueMapper<? super K, ? super V, ? extends Iterable<? extends KeyValue<? extends KOut, ? extends VOut>>>
                    mapper,
            Named named);

    default <VOut> KStream<K, VOut> flatMapValues(ValueMapper<? super V, ? extends Iterable<? extends VOut>> mapper) {
        return flatMapValues(mapper, Unnamed.NAME);
    }

    default <VOut> KStream<K, VOut> flatMapValues(
            ValueMapper<? super V, ? extends Iterable<? extends VOut>> mapper, Named named) {
        Objects.requireNonNull(mapper, "mapper cannot be null");
        return flatMapValues((key, value) -> mapper.apply(value), named);
    }

    default <VOut> KStream<K, VOut> flatMapValues(
            ValueMapperWithKey<? super K, ? super V, ? extends Iterable<? extends VOut>> mapper) {
        return flatMapValues(mapper, Unnamed.NAME);
    }

    /** Maps each value to any number of values under the same key. */
    <VOut> KStream<K, VOut> flatMapValues(
            ValueMapperWithKey<? super K, ? super V, ? extends Iterable<? extends VOut>> mapper, Named named);

    /** Writes each record as a line of text, for looking at a topology at work. */
    void print(Printed<K, V> printed);

    default void foreach(ForeachAction<? super K, ? super V> action) {
        foreach(action, Unnamed.NAME);
    }

    /** Runs the action for each record; the stream ends there. */
    void foreach(ForeachAction<? super K, ? super V> action, Named named);

    default KStream<K, V> peek(ForeachAction<? super K, ? super V> action) {
        return peek(action, Unnamed.NAME);
    }

    /** Runs the action for each record and passes the record on unchanged. */
    KStream<K, V> peek(ForeachAction<? super K, ? super V> action, Named named);

    default BranchedKStream<K, V> split() {
        return split(Unnamed.NAME);
    }

    /** Starts to split the stream by predicates; a record goes to the first branch that accepts it. */
    BranchedKStream<K, V> split(Named named);

    default KStream<K, V> merge(KStream<K, V> stream) {
        return merge(stream, Unnamed.NAME);
    }

    /** Joins two streams into one; there is no order between records of the two. */
    KStream<K, V> merge(KStream<K, V> stream, Named named);

    default KStream<K, V> repartition() {
        return repartition(Repartitioned.as(null));
    }

    /** Sends the stream through an internal topic that is partitioned by the record key. */
    KStream<K, V> repartition(Repartitioned<K, V> repartitioned);

    default void to(String topic) {
        to(topic, Produced.with(null, null));
    }

    /** Writes the stream to a topic, which has to exist. */
    void to(String topic, Produced<K, V> produced);

    default void to(TopicNameExtractor<K, V> topicExtractor) {
        to(topicExtractor, Produced.with(null, null));
    }

    /** Writes each record to the topic that the extractor names; the topics have to exist. */
    void to(TopicNameExtractor<K, V> topicExtractor, Produced<K, V> produced);

    default KTable<K, V> toTable() {
        return toTable(Unnamed.NAME);
    }

    default KTable<K, V> toTable(Named named) {
        return toTable(named, Materialized.with(null, null));
    }

    default KTable<K, V> toTable(Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        return toTable(Unnamed.NAME, materialized);
    }

    /** Reads the stream as a changelog: a record replaces the row of its key, a null value deletes it. */
    KTable<K, V> toTable(Named named, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized);

    /** Groups by the present key, with the serdes of this stream. */
    KGroupedStream<K, V> groupByKey();

    /** Groups by the present key, with the given serdes and repartition name. */
    KGroupedStream<K, V> groupByKey(Grouped<K, V> grouped);

    /** Groups by a new key, with this stream's value serde. */
    <KOut> KGroupedStream<KOut, V> groupBy(KeyValueMapper<? super K, ? super V, KOut> keySelector);

    /** Groups by a new key, with the given serdes and repartition name. */
    <KOut> KGroupedStream<KOut, V> groupBy(
            KeyValueMapper<? super K, ? super V, KOut> keySelector, Grouped<KOut, V> grouped);

    default <VRight, VOut> KStream<K, VOut> join(
            KStream<K, VRight> otherStream,
            ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows) {
        return join(otherStream, joiner, windows, StreamJoined.with(null, null, null));
    }

    default <VRight, VOut> KStream<K, VOut> join(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows) {
        return join(otherStream, joiner, windows, StreamJoined.with(null, null, null));
    }

    default <VRight, VOut> KStream<K, VOut> join(
            KStream<K, VRight> otherStream,
            ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined) {
        Objects.requireNonNull(joiner, "joiner cannot be null");
        return join(otherStream, (K key, V value, VRight right) -> joiner.apply(value, right), windows, streamJoined);
    }

    /**
     * Joins records of two streams that have the same key and are near in time. Each pair of partners gives one record, whose timestamp
     * is the larger one of theirs. Records without key or value are dropped. The streams must be co-partitioned; one whose key may have
     * changed is repartitioned.
     */
    <VRight, VOut> KStream<K, VOut> join(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined);

    default <VRight, VOut> KStream<K, VOut> leftJoin(
            KStream<K, VRight> otherStream,
            ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows) {
        return leftJoin(otherStream, joiner, windows, StreamJoined.with(null, null, null));
    }

    default <VRight, VOut> KStream<K, VOut> leftJoin(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows) {
        return leftJoin(otherStream, joiner, windows, StreamJoined.with(null, null, null));
    }

    default <VRight, VOut> KStream<K, VOut> leftJoin(
            KStream<K, VRight> otherStream,
            ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined) {
        Objects.requireNonNull(joiner, "joiner cannot be null");
        return leftJoin(
                otherStream, (K key, V value, VRight right) -> joiner.apply(value, right), windows, streamJoined);
    }

    /**
     * As {@code join}, and each record of this stream without partner is joined with null once its window has closed. Records of this
     * stream without key are joined with null at once.
     */
    <VRight, VOut> KStream<K, VOut> leftJoin(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined);

    default <VRight, VOut> KStream<K, VOut> outerJoin(
            KStream<K, VRight> otherStream,
            ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows) {
        return outerJoin(otherStream, joiner, windows, StreamJoined.with(null, null, null));
    }

    default <VRight, VOut> KStream<K, VOut> outerJoin(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows) {
        return outerJoin(otherStream, joiner, windows, StreamJoined.with(null, null, null));
    }

    default <VRight, VOut> KStream<K, VOut> outerJoin(
            KStream<K, VRight> otherStream,
            ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined) {
        Objects.requireNonNull(joiner, "joiner cannot be null");
        return outerJoin(
                otherStream, (K key, V value, VRight right) -> joiner.apply(value, right), windows, streamJoined);
    }

    /**
     * As {@code join}, and each record of either stream without partner is joined with null once its window has closed. Records
     * without key are joined with null at once.
     */
    <VRight, VOut> KStream<K, VOut> outerJoin(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined);

    default <TableValue, VOut> KStream<K, VOut> join(
            KTable<K, TableValue> table, ValueJoiner<? super V, ? super TableValue, ? extends VOut> joiner) {
        return join(table, joiner, Joined.with(null, null, null));
    }

    default <TableValue, VOut> KStream<K, VOut> join(
            KTable<K, TableValue> table,
            ValueJoinerWithKey<? super K, ? super V, ? super TableValue, ? extends VOut> joiner) {
        return join(table, joiner, Joined.with(null, null, null));
    }

    default <TableValue, VOut> KStream<K, VOut> join(
            KTable<K, TableValue> table,
            ValueJoiner<? super V, ? super TableValue, ? extends VOut> joiner,
            Joined<K, V, TableValue> joined) {
        Objects.requireNonNull(joiner, "joiner cannot be null");
        return join(table, (K key, V value, TableValue row) -> joiner.apply(value, row), joined);
    }

    /**
     * Joins each record with the table's row of its key at that moment; records without a row are dropped, and records with a null
     * key or value are dropped and counted. The two sides must have equally many partitions.
     */
    <TableValue, VOut> KStream<K, VOut> join(
            KTable<K, TableValue> table,
            ValueJoinerWithKey<? super K, ? super V, ? super TableValue, ? extends VOut> joiner,
            Joined<K, V, TableValue> joined);

    default <VTable, VOut> KStream<K, VOut> leftJoin(
            KTable<K, VTable> table, ValueJoiner<? super V, ? super VTable, ? extends VOut> joiner) {
        return leftJoin(table, joiner, Joined.with(null, null, null));
    }

    default <VTable, VOut> KStream<K, VOut> leftJoin(
            KTable<K, VTable> table, ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner) {
        return leftJoin(table, joiner, Joined.with(null, null, null));
    }

    default <VTable, VOut> KStream<K, VOut> leftJoin(
            KTable<K, VTable> table,
            ValueJoiner<? super V, ? super VTable, ? extends VOut> joiner,
            Joined<K, V, VTable> joined) {
        Objects.requireNonNull(joiner, "joiner cannot be null");
        return leftJoin(table, (K key, V value, VTable row) -> joiner.apply(value, row), joined);
    }

    /** As {@code join}, but a record without a row, or without a key, is joined with null. */
    <VTable, VOut> KStream<K, VOut> leftJoin(
            KTable<K, VTable> table,
            ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
            Joined<K, V, VTable> joined);

    default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoiner<? super V, ? super GlobalValue, ? extends VOut> joiner) {
        return join(globalTable, keySelector, joiner, Unnamed.NAME);
    }

    default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner) {
        return join(globalTable, keySelector, joiner, Unnamed.NAME);
    }

    default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoiner<? super V, ? super GlobalValue, ? extends VOut> joiner,
            Named named) {
        Objects.requireNonNull(joiner, "joiner cannot be null");
        return join(globalTable, keySelector, (K key, V value, GlobalValue row) -> joiner.apply(value, row), named);
    }

    /**
     * Joins each record with the row of the global table whose key is selected from the record, as the table is at the time of
     * processing. Records without value, without a selected key or without a row are dropped; there is no repartitioning.
     */
    <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner,
            Named named);

    default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoiner<? super V, ? super GlobalValue, ? extends VOut> joiner) {
        return leftJoin(globalTable, keySelector, joiner, Unnamed.NAME);
    }

    default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner) {
        return leftJoin(globalTable, keySelector, joiner, Unnamed.NAME);
    }

    default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoiner<? super V, ? super GlobalValue, ? extends VOut> joiner,
            Named named) {
        Objects.requireNonNull(joiner, "joiner cannot be null");
        return leftJoin(globalTable, keySelector, (K key, V value, GlobalValue row) -> joiner.apply(value, row), named);
    }

    /**
     * As {@code join}, but a record without a selected key or without a row is joined with null.
     */
    <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner,
            Named named);

    default <KOut, VOut> KStream<KOut, VOut> process(
            ProcessorSupplier<? super K, ? super V, ? extends KOut, ? extends VOut> processorSupplier,
            String... stateStoreNames) {
        return process(processorSupplier, Unnamed.NAME, stateStoreNames);
    }

    /** Runs a processor of the Processor API, with the named stores; marks the stream for repartitioning. */
    <KOut, VOut> KStream<KOut, VOut> process(
            ProcessorSupplier<? super K, ? super V, ? extends KOut, ? extends VOut> processorSupplier,
            Named named,
            String... stateStoreNames);

    default <VOut> KStream<K, VOut> processValues(
            FixedKeyProcessorSupplier<? super K, ? super V, ? extends VOut> processorSupplier,
            String... stateStoreNames) {
        return processValues(processorSupplier, Unnamed.NAME, stateStoreNames);
    }

    /** Runs a processor that cannot change the key, so no repartitioning follows. */
    <VOut> KStream<K, VOut> processValues(
            FixedKeyProcessorSupplier<? super K, ? super V, ? extends VOut> processorSupplier,
            Named named,
            String... stateStoreNames);
}
