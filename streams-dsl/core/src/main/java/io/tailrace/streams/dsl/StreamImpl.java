package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.internals.ApiUtils;
import io.tailrace.streams.kstream.AsyncOptions;
import io.tailrace.streams.kstream.BranchedKStream;
import io.tailrace.streams.kstream.ForeachAction;
import io.tailrace.streams.kstream.GlobalKTable;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.Joined;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Predicate;
import io.tailrace.streams.kstream.Printed;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.Repartitioned;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.kstream.ValueJoinerWithKey;
import io.tailrace.streams.kstream.ValueMapperWithKey;
import io.tailrace.streams.operator.AsyncMap;
import io.tailrace.streams.operator.PassThrough;
import io.tailrace.streams.operator.StreamFilter;
import io.tailrace.streams.operator.StreamFlatMap;
import io.tailrace.streams.operator.StreamFlatMapValues;
import io.tailrace.streams.operator.StreamGlobalTableJoin;
import io.tailrace.streams.operator.StreamMap;
import io.tailrace.streams.operator.StreamMapValues;
import io.tailrace.streams.operator.StreamPeek;
import io.tailrace.streams.operator.StreamSelectKey;
import io.tailrace.streams.operator.StreamTableJoin;
import io.tailrace.streams.operator.TableSource;
import io.tailrace.streams.operator.TableView;
import io.tailrace.streams.operator.grace.BufferOptions;
import io.tailrace.streams.operator.grace.GraceTableJoin;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.PlanNode;
import io.tailrace.streams.plan.RepartitionNode;
import io.tailrace.streams.plan.SinkNode;
import io.tailrace.streams.processor.TopicNameExtractor;
import io.tailrace.streams.processor.api.FixedKeyProcessorSupplier;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.topology.StoreSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link KStream}.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
final class StreamImpl<K, V> implements KStream<K, V> {
    static final String SOURCE = "KSTREAM-SOURCE-";
    static final String SINK = "KSTREAM-SINK-";
    static final String FILTER = "KSTREAM-FILTER-";
    private static final String REPARTITION = "KSTREAM-REPARTITION-";
    private static final String KEY_SELECT = "KSTREAM-KEY-SELECT-";
    private static final String TO_TABLE = "KSTREAM-TOTABLE-";

    final Position position;
    final @Nullable Serde<K> keySerde;
    final @Nullable Serde<V> valueSerde;
    final boolean repartitionRequired;
    private @Nullable RepartitionNode sharedRepartition;

    StreamImpl(
            Position position,
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            boolean repartitionRequired) {
        this.position = position;
        this.keySerde = keySerde;
        this.valueSerde = valueSerde;
        this.repartitionRequired = repartitionRequired;
    }

    private Plan plan() {
        return position.plan();
    }

    private Position then(Named named, String prefix, Supplier<?> operator) {
        Objects.requireNonNull(named, "named cannot be null");
        return position.after(OperatorNode.stateless(OptionName.orGenerated(named, plan(), prefix), operator));
    }

    @Override
    public KStream<K, V> filter(Predicate<? super K, ? super V> predicate, Named named) {
        return filter(predicate, named, false);
    }

    @Override
    public KStream<K, V> filterNot(Predicate<? super K, ? super V> predicate, Named named) {
        return filter(predicate, named, true);
    }

    private KStream<K, V> filter(Predicate<? super K, ? super V> predicate, Named named, boolean negate) {
        Objects.requireNonNull(predicate, "predicate cannot be null");
        Position next = then(named, FILTER, new StreamFilter<K, V>(predicate, negate));
        return new StreamImpl<>(next, keySerde, valueSerde, repartitionRequired);
    }

    @Override
    public <KOut> KStream<KOut, V> selectKey(KeyValueMapper<? super K, ? super V, ? extends KOut> mapper, Named named) {
        Objects.requireNonNull(mapper, "mapper cannot be null");
        Position next = then(named, KEY_SELECT, new StreamSelectKey<K, V, KOut>(mapper));
        next.node().markKeyChanging();
        return new StreamImpl<>(next, null, valueSerde, true);
    }

    @Override
    public <VOut> KStream<K, VOut> mapValues(
            ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper, Named named) {
        Objects.requireNonNull(mapper, "mapper cannot be null");
        Position next = then(named, "KSTREAM-MAPVALUES-", new StreamMapValues<K, V, VOut>(mapper));
        next.node().markValueChanging();
        return new StreamImpl<>(next, keySerde, null, repartitionRequired);
    }

    @Override
    public <KOut, VOut> KStream<KOut, VOut> map(
            KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>> mapper,
            Named named) {
        Objects.requireNonNull(mapper, "mapper cannot be null");
        Position next = then(named, "KSTREAM-MAP-", new StreamMap<K, V, KOut, VOut>(mapper));
        next.node().markKeyChanging();
        return new StreamImpl<>(next, null, null, true);
    }

    @Override
    public <VOut> KStream<K, VOut> mapValuesAsync(
            ValueMapperWithKey<? super K, ? super V, ? extends CompletionStage<? extends VOut>> mapper,
            AsyncOptions options,
            Named named) {
        Objects.requireNonNull(mapper, "mapper can't be null");
        Objects.requireNonNull(options, "options can't be null");
        AsyncMap<K, V, K, VOut> operator = new AsyncMap<>(
                (key, value) -> mapper.apply(key, value).thenApply(result -> new KeyValue<K, VOut>(key, result)),
                options);
        Position next = then(named, "KSTREAM-MAPVALUES-ASYNC-", operator);
        next.node().markValueChanging();
        return new StreamImpl<>(next, keySerde, null, repartitionRequired);
    }

    @Override
    public <KOut, VOut> KStream<KOut, VOut> mapAsync(
            KeyValueMapper<
                            ? super K,
                            ? super V,
                            ? extends CompletionStage<? extends KeyValue<? extends KOut, ? extends VOut>>>
                    mapper,
            AsyncOptions options,
            Named named) {
        Objects.requireNonNull(mapper, "mapper can't be null");
        Objects.requireNonNull(options, "options can't be null");
        AsyncMap<K, V, KOut, VOut> operator = new AsyncMap<>(mapper, options);
        Position next = then(named, "KSTREAM-MAP-ASYNC-", operator);
        next.node().markKeyChanging();
        return new StreamImpl<>(next, null, null, true);
    }

    @Override
    public <KOut, VOut> KStream<KOut, VOut> flatMap(
            KeyValueMapper<? super K, ? super V, ? extends Iterable<? extends KeyValue<? extends KOut, ? extends VOut>>>
                    mapper,
            Named named) {
        Objects.requireNonNull(mapper, "mapper cannot be null");
        Position next = then(named, "KSTREAM-FLATMAP-", new StreamFlatMap<K, V, KOut, VOut>(mapper));
        next.node().markKeyChanging();
        return new StreamImpl<>(next, null, null, true);
    }

    @Override
    public <VOut> KStream<K, VOut> flatMapValues(
            ValueMapperWithKey<? super K, ? super V, ? extends Iterable<? extends VOut>> mapper, Named named) {
        Objects.requireNonNull(mapper, "mapper cannot be null");
        Position next = then(named, "KSTREAM-FLATMAPVALUES-", new StreamFlatMapValues<K, V, VOut>(mapper));
        next.node().markValueChanging();
        return new StreamImpl<>(next, keySerde, null, repartitionRequired);
    }

    @Override
    public void print(Printed<K, V> printed) {
        Objects.requireNonNull(printed, "printed cannot be null");
        PrintedView<K, V> view = new PrintedView<>(printed);
        String name = OptionName.orGenerated(view.name(), plan(), "KSTREAM-PRINTER-");
        position.after(OperatorNode.stateless(name, view.operator(position.name())));
    }

    @Override
    public void foreach(ForeachAction<? super K, ? super V> action, Named named) {
        Objects.requireNonNull(action, "action cannot be null");
        then(named, "KSTREAM-FOREACH-", new StreamPeek<K, V>(action, false));
    }

    @Override
    public KStream<K, V> peek(ForeachAction<? super K, ? super V> action, Named named) {
        Objects.requireNonNull(action, "action cannot be null");
        Position next = then(named, "KSTREAM-PEEK-", new StreamPeek<K, V>(action, true));
        return new StreamImpl<>(next, keySerde, valueSerde, repartitionRequired);
    }

    @Override
    public BranchedKStream<K, V> split(Named named) {
        return new BranchedStreamImpl<>(this, named);
    }

    @Override
    public KStream<K, V> merge(KStream<K, V> stream, Named named) {
        Objects.requireNonNull(stream, "otherStream cannot be null");
        Objects.requireNonNull(named, "named cannot be null");
        StreamImpl<K, V> other = (StreamImpl<K, V>) stream;
        String name = OptionName.orGenerated(named, plan(), "KSTREAM-MERGE-");
        Set<String> sources = new LinkedHashSet<>(position.sources());
        sources.addAll(other.position.sources());
        PlanNode node = OperatorNode.stateless(name, new PassThrough<K, V>()).markMerging();
        Position next = position.after(node, sources);
        plan().add(other.position.node(), node);
        return new StreamImpl<>(next, null, null, repartitionRequired || other.repartitionRequired);
    }

    @Override
    public KStream<K, V> repartition(Repartitioned<K, V> repartitioned) {
        Objects.requireNonNull(repartitioned, "repartitioned cannot be null");
        RepartitionedView<K, V> view = new RepartitionedView<>(repartitioned);
        String name = view.name() != null ? view.name() : plan().newProcessorName(REPARTITION);
        Serde<K> key = view.key() == null ? keySerde : view.key();
        Serde<V> value = view.value() == null ? valueSerde : view.value();
        RepartitionNode node = RepartitionTopics.explicit(
                plan(), name, view.name() != null, view.key(), value, view.partitions(), view.partitioner());
        return new StreamImpl<>(position.after(node, Set.of(node.name())), key, value, false);
    }

    @Override
    public void to(String topic, Produced<K, V> produced) {
        Objects.requireNonNull(topic, "topic cannot be null");
        to(topic, null, produced);
    }

    @Override
    public void to(TopicNameExtractor<K, V> topicExtractor, Produced<K, V> produced) {
        Objects.requireNonNull(topicExtractor, "topicExtractor cannot be null");
        to(null, topicExtractor, produced);
    }

    private void to(@Nullable String topic, @Nullable TopicNameExtractor<K, V> extractor, Produced<K, V> produced) {
        Objects.requireNonNull(produced, "produced cannot be null");
        ProducedView<K, V> view = new ProducedView<>(produced);
        String name = OptionName.orGenerated(view.name(), plan(), SINK);
        position.after(new SinkNode(name, view.target(topic, extractor, keySerde, valueSerde)));
    }

    @Override
    public KTable<K, V> toTable(Named named, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(named, "named cannot be null");
        Objects.requireNonNull(materialized, "materialized cannot be null");
        String name = OptionName.orGenerated(named, plan(), TO_TABLE);
        StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, plan(), TO_TABLE).orSerdes(keySerde, valueSerde);
        Position parent = position;
        if (repartitionRequired) {
            RepartitionNode node =
                    RepartitionTopics.implicit(plan(), name, OptionName.of(named) != null, store.key(), store.value());
            parent = position.after(node, Set.of(node.name()));
        }
        TableSource<K, V> table = new TableSource<>(store.requiredName(), store.isWanted());
        Position next = parent.after(OperatorNode.table(name, table, DslStore.keyValue(store)));
        return new TableImpl<>(next, store.key(), store.value(), store.queryableName(), table);
    }

    @Override
    public KGroupedStream<K, V> groupByKey() {
        return groupByKey(Grouped.with(keySerde, valueSerde));
    }

    @Override
    public KGroupedStream<K, V> groupByKey(Grouped<K, V> grouped) {
        Objects.requireNonNull(grouped, "grouped cannot be null");
        return new GroupedStreamImpl<>(position, new GroupedView<>(grouped), repartitionRequired);
    }

    @Override
    public <KOut> KGroupedStream<KOut, V> groupBy(KeyValueMapper<? super K, ? super V, KOut> keySelector) {
        return groupBy(keySelector, Grouped.with(null, valueSerde));
    }

    @Override
    public <KOut> KGroupedStream<KOut, V> groupBy(
            KeyValueMapper<? super K, ? super V, KOut> keySelector, Grouped<KOut, V> grouped) {
        Objects.requireNonNull(keySelector, "keySelector cannot be null");
        Objects.requireNonNull(grouped, "grouped cannot be null");
        GroupedView<KOut, V> view = new GroupedView<>(grouped);
        String name = OptionName.orGenerated(view.name(), plan(), KEY_SELECT);
        Position next = position.after(OperatorNode.stateless(name, new StreamSelectKey<K, V, KOut>(keySelector)));
        next.node().markKeyChanging();
        return new GroupedStreamImpl<>(next, view, true);
    }

    @Override
    public <TableValue, VOut> KStream<K, VOut> join(
            KTable<K, TableValue> table,
            ValueJoinerWithKey<? super K, ? super V, ? super TableValue, ? extends VOut> joiner,
            Joined<K, V, TableValue> joined) {
        return joinTable(table, joiner, joined, false);
    }

    @Override
    public <VTable, VOut> KStream<K, VOut> leftJoin(
            KTable<K, VTable> table,
            ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
            Joined<K, V, VTable> joined) {
        return joinTable(table, joiner, joined, true);
    }

    private <VTable, VOut> KStream<K, VOut> joinTable(
            KTable<K, VTable> table,
            ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
            Joined<K, V, VTable> joined,
            boolean left) {
        Objects.requireNonNull(table, "table cannot be null");
        Objects.requireNonNull(joiner, "joiner cannot be null");
        Objects.requireNonNull(joined, "joined cannot be null");
        JoinedView<K, V, VTable> view = new JoinedView<>(joined);
        return repartitionedFor(view.name(), view.key(), view.leftValue())
                .joinTableHere((TableImpl<K, VTable>) table, joiner, view, left);
    }

    /**
     * This stream as a join needs it: sent through a repartition topic if the key may have changed. Joins without a name share the topic.
     *
     * @param name name of the topic without suffix, or null for one that follows from this stream's name
     */
    StreamImpl<K, V> repartitionedFor(
            @Nullable String name, @Nullable Serde<K> keyOverride, @Nullable Serde<V> valueOverride) {
        if (!repartitionRequired) {
            return this;
        }
        Serde<K> key = keyOverride == null ? keySerde : keyOverride;
        Serde<V> value = valueOverride == null ? valueSerde : valueOverride;
        String prefix = name == null ? position.name() : name;
        RepartitionNode node = RepartitionTopics.implicit(plan(), prefix, name != null, key, value);
        if (sharedRepartition == null || !position.name().equals(prefix)) {
            sharedRepartition = node;
            plan().add(position.node(), node);
        }
        RepartitionNode used = sharedRepartition;
        return new StreamImpl<>(new Position(plan(), used, used.name(), Set.of(used.name())), key, value, false);
    }

    @Override
    public <VRight, VOut> KStream<K, VOut> join(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined) {
        return joinStream(otherStream, joiner, windows, streamJoined, StreamJoins.Kind.INNER);
    }

    @Override
    public <VRight, VOut> KStream<K, VOut> leftJoin(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined) {
        return joinStream(otherStream, joiner, windows, streamJoined, StreamJoins.Kind.LEFT);
    }

    @Override
    public <VRight, VOut> KStream<K, VOut> outerJoin(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined) {
        return joinStream(otherStream, joiner, windows, streamJoined, StreamJoins.Kind.OUTER);
    }

    private <VRight, VOut> KStream<K, VOut> joinStream(
            KStream<K, VRight> otherStream,
            ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoined<K, V, VRight> streamJoined,
            StreamJoins.Kind kind) {
        Objects.requireNonNull(otherStream, "otherStream cannot be null");
        Objects.requireNonNull(joiner, "joiner cannot be null");
        Objects.requireNonNull(windows, "windows cannot be null");
        Objects.requireNonNull(streamJoined, "streamJoined cannot be null");
        StreamImpl<K, VRight> other = (StreamImpl<K, VRight>) otherStream;
        return StreamJoins.join(this, other, joiner, windows, new StreamJoinedView<>(streamJoined), kind);
    }

    private <VTable, VOut> KStream<K, VOut> joinTableHere(
            TableImpl<K, VTable> table,
            ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
            JoinedView<K, V, VTable> joined,
            boolean left) {
        Set<String> sources = position.copartitionWith(table.position);
        String name = OptionName.orGenerated(joined.name(), plan(), left ? "KSTREAM-LEFTJOIN-" : "KSTREAM-JOIN-");
        PlanNode node = tableJoin(name, table, joiner, joined, left);
        Position next = position.after(node, sources);
        return new StreamImpl<>(next, joined.key() == null ? keySerde : joined.key(), null, false);
    }

    private <VTable, VOut> PlanNode tableJoin(
            String name,
            TableImpl<K, VTable> table,
            ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
            JoinedView<K, V, VTable> joined,
            boolean left) {
        TableView<K, VTable> rows = table.operator.view();
        if (joined.grace() == null) {
            return OperatorNode.join(
                    name, new StreamTableJoin<K, V, VTable, VOut>(rows, joiner, left), rows.storeNames(), left);
        }
        if (Boolean.FALSE.equals(table.position.node().outputVersioned())) {
            throw new IllegalArgumentException(
                    "KTable must be versioned to use a grace period in a stream table join.");
        }
        BufferOptions<K, V> buffer = new BufferOptions<>(
                name + "-Buffer",
                joined.grace().toMillis(),
                joined.key() == null ? keySerde : joined.key(),
                joined.leftValue() == null ? valueSerde : joined.leftValue());
        if (joined.name() == null) {
            plan().implicitNames().store(buffer.storeName(), true);
        }
        return OperatorNode.bufferedJoin(
                name,
                new GraceTableJoin<K, V, VTable, VOut>(name, rows, joiner, left, buffer),
                rows.storeNames(),
                joined.grace().toMillis(),
                StoreSpec.of(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(buffer.storeName()), Serdes.Bytes(), Serdes.ByteArray())),
                left);
    }

    @Override
    public <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner,
            Named named) {
        return joinGlobalTable(globalTable, keySelector, joiner, named, false);
    }

    @Override
    public <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner,
            Named named) {
        return joinGlobalTable(globalTable, keySelector, joiner, named, true);
    }

    private <GlobalKey, GlobalValue, VOut> KStream<K, VOut> joinGlobalTable(
            GlobalKTable<GlobalKey, GlobalValue> globalTable,
            KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
            ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner,
            Named named,
            boolean left) {
        Objects.requireNonNull(globalTable, "globalTable cannot be null");
        Objects.requireNonNull(keySelector, "keySelector cannot be null");
        Objects.requireNonNull(joiner, "joiner cannot be null");
        Objects.requireNonNull(named, "named cannot be null");
        TableView<GlobalKey, GlobalValue> rows = ((GlobalTableImpl<GlobalKey, GlobalValue>) globalTable).view();
        String name = OptionName.orGenerated(named, plan(), "KSTREAM-LEFTJOIN-");
        Position next = position.after(
                OperatorNode.join(name, new StreamGlobalTableJoin<>(rows, keySelector, joiner, left), List.of(), left));
        return new StreamImpl<>(next, keySerde, null, repartitionRequired);
    }

    @Override
    public <KOut, VOut> KStream<KOut, VOut> process(
            ProcessorSupplier<? super K, ? super V, ? extends KOut, ? extends VOut> processorSupplier,
            Named named,
            String... stateStoreNames) {
        Position next = process("KSTREAM-PROCESSOR-", processorSupplier, named, stateStoreNames);
        if (plan().settings().processChanges()) {
            next.node().markKeyChanging().markValueChanging();
        }
        return new StreamImpl<>(next, null, null, true);
    }

    @Override
    public <VOut> KStream<K, VOut> processValues(
            FixedKeyProcessorSupplier<? super K, ? super V, ? extends VOut> processorSupplier,
            Named named,
            String... stateStoreNames) {
        Position next = process("KSTREAM-PROCESSVALUES-", processorSupplier, named, stateStoreNames);
        if (plan().settings().processChanges()) {
            next.node().markValueChanging();
        }
        return new StreamImpl<>(next, keySerde, null, repartitionRequired);
    }

    private Position process(String prefix, Supplier<?> supplier, Named named, String... stateStoreNames) {
        Objects.requireNonNull(supplier, "processorSupplier cannot be null");
        Objects.requireNonNull(named, "named cannot be null");
        Objects.requireNonNull(stateStoreNames, "stateStoreNames cannot be a null array");
        for (String storeName : stateStoreNames) {
            Objects.requireNonNull(storeName, "state store name cannot be null");
        }
        ApiUtils.checkSupplier(supplier);
        String given = OptionName.of(named);
        String name = given == null ? plan().newProcessorName(prefix) : given;
        return position.after(OperatorNode.connected(name, supplier, List.of(stateStoreNames)));
    }
}
