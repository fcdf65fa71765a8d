package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KGroupedTable;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Predicate;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.TableJoined;
import io.tailrace.streams.kstream.ValueJoiner;
import io.tailrace.streams.kstream.ValueMapperWithKey;
import io.tailrace.streams.kstream.ValueTransformerWithKeySupplier;
import io.tailrace.streams.operator.TableJoin;
import io.tailrace.streams.operator.TableJoinMerger;
import io.tailrace.streams.operator.TableOperator;
import io.tailrace.streams.operator.TableRegroup;
import io.tailrace.streams.operator.TableToStream;
import io.tailrace.streams.operator.TableTransform;
import io.tailrace.streams.operator.TableTransformValues;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.TableJoinNode;
import io.tailrace.streams.state.KeyValueStore;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link KTable}. */
final class TableImpl<K, V> implements KTable<K, V> {
    static final String SOURCE = "KTABLE-SOURCE-";
    private static final String FILTER = "KTABLE-FILTER-";
    private static final String MAPVALUES = "KTABLE-MAPVALUES-";
    private static final String MERGE = "KTABLE-MERGE-";

    final Position position;
    final TableOperator<K, V> operator;
    private final @Nullable Serde<K> keySerde;
    private final @Nullable Serde<V> valueSerde;
    private final @Nullable String queryableName;

    TableImpl(
            Position position,
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            @Nullable String queryableName,
            TableOperator<K, V> operator) {
        this.position = position;
        this.keySerde = keySerde;
        this.valueSerde = valueSerde;
        this.queryableName = queryableName;
        this.operator = operator;
    }

    private Plan plan() {
        return position.plan();
    }

    @Override
    public @Nullable String queryableStoreName() {
        return queryableName;
    }

    @Override
    public KTable<K, V> filter(Predicate<? super K, ? super V> predicate, Named named) {
        return filter(predicate, named, null, false);
    }

    @Override
    public KTable<K, V> filter(
            Predicate<? super K, ? super V> predicate,
            Named named,
            Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        return filter(predicate, named, StoreOptions.of(materialized), false);
    }

    @Override
    public KTable<K, V> filterNot(Predicate<? super K, ? super V> predicate, Named named) {
        return filter(predicate, named, null, true);
    }

    @Override
    public KTable<K, V> filterNot(
            Predicate<? super K, ? super V> predicate,
            Named named,
            Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        return filter(predicate, named, StoreOptions.of(materialized), true);
    }

    private KTable<K, V> filter(
            Predicate<? super K, ? super V> predicate,
            Named named,
            @Nullable StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> store,
            boolean negate) {
        Objects.requireNonNull(predicate, "predicate can't be null");
        String storeName = transformStore(store, valueSerde, FILTER);
        String name = OptionName.orGenerated(named, plan(), FILTER);
        return transformed(name, TableTransform.filter(operator, predicate, negate, storeName), store, valueSerde);
    }

    @Override
    public <VR> KTable<K, VR> mapValues(ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper, Named named) {
        return mapValues(mapper, named, (StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>>) null);
    }

    @Override
    public <VR> KTable<K, VR> mapValues(
            ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper,
            Named named,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
        return mapValues(mapper, named, StoreOptions.of(materialized));
    }

    private <VR> KTable<K, VR> mapValues(
            ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper,
            Named named,
            @Nullable StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store) {
        Objects.requireNonNull(mapper, "mapper can't be null");
        String storeName = transformStore(store, null, MAPVALUES);
        String name = OptionName.orGenerated(named, plan(), MAPVALUES);
        return transformed(name, TableTransform.<K, V, VR>mapValues(operator, mapper, storeName), store, null);
    }

    private <VR> @Nullable String transformStore(
            @Nullable StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store,
            @Nullable Serde<VR> value,
            String prefix) {
        if (store == null) {
            return null;
        }
        store.orSerdes(keySerde, value);
        if (store.storeName() == null) {
            plan().newStoreName(prefix);
        }
        return store.queryableName();
    }

    private <VR> KTable<K, VR> transformed(
            String name,
            TableTransform<K, V, VR> transform,
            @Nullable StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store,
            @Nullable Serde<VR> value) {
        boolean stored = store != null && store.queryableName() != null;
        OperatorNode node = OperatorNode.stateful(name, transform, stored ? DslStore.keyValue(store) : null);
        if (store != null && !stored) {
            node.outputVersioned(false);
        }
        Position next = position.after(node);
        return new TableImpl<>(
                next,
                store == null ? keySerde : store.key(),
                store == null ? value : store.value(),
                stored ? store.queryableName() : null,
                transform);
    }

    @Override
    public <VR> KTable<K, VR> transformValues(
            ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
            Named named,
            String... stateStoreNames) {
        return transformValues(transformerSupplier, null, OptionName.of(named), stateStoreNames);
    }

    @Override
    public <VR> KTable<K, VR> transformValues(
            ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized,
            Named named,
            String... stateStoreNames) {
        StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store = StoreOptions.of(materialized);
        return transformValues(
                transformerSupplier, store.orSerdes(keySerde, null), OptionName.of(named), stateStoreNames);
    }

    private <VR> KTable<K, VR> transformValues(
            ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
            @Nullable StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store,
            @Nullable String given,
            String... stateStoreNames) {
        Objects.requireNonNull(transformerSupplier, "transformerSupplier");
        Objects.requireNonNull(stateStoreNames, "stateStoreNames");
        String name = OptionName.orGenerated(given, plan(), "KTABLE-TRANSFORMVALUES-");
        boolean stored = store != null && store.queryableName() != null;
        String storeName = stored ? store.queryableName() : null;
        TableTransformValues<K, V, VR> transform = new TableTransformValues<>(operator, transformerSupplier, storeName);
        Position next = position.after(OperatorNode.transform(
                name, transform, List.of(stateStoreNames), stored ? DslStore.keyValue(store) : null));
        return new TableImpl<>(
                next,
                store == null ? keySerde : store.key(),
                store == null ? null : store.value(),
                storeName,
                transform);
    }

    @Override
    public KTable<K, V> suppress(Suppressed<? super K> suppressed) {
        return TableSuppression.of(this, suppressed);
    }

    @Nullable
    Serde<K> keySerde() {
        return keySerde;
    }

    @Nullable
    Serde<V> valueSerde() {
        return valueSerde;
    }

    @Override
    public KStream<K, V> toStream(Named named) {
        String name = OptionName.orGenerated(named, plan(), "KTABLE-TOSTREAM-");
        Position next = position.after(OperatorNode.stateless(name, new TableToStream<K, V>()));
        return new StreamImpl<>(next, keySerde, valueSerde, false);
    }

    @Override
    public <KR, VR> KGroupedTable<KR, VR> groupBy(
            KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KR, ? extends VR>> selector,
            Grouped<KR, VR> grouped) {
        Objects.requireNonNull(selector, "selector can't be null");
        Objects.requireNonNull(grouped, "grouped can't be null");
        GroupedView<KR, VR> view = new GroupedView<>(grouped);
        String name = OptionName.orGenerated(view.name(), plan(), "KTABLE-SELECT-");
        Position next = position.after(OperatorNode.stateless(name, new TableRegroup<K, V, KR, VR>(selector)));
        operator.enableSendingOldValues(true);
        return new GroupedTableImpl<>(next, view);
    }

    @Override
    public <VO, VR> KTable<K, VR> join(
            KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named) {
        return join(other, joiner, named, null, JoinKind.INNER);
    }

    @Override
    public <VO, VR> KTable<K, VR> join(
            KTable<K, VO> other,
            ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
            Named named,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
        return join(other, joiner, named, StoreOptions.of(materialized, plan(), MERGE), JoinKind.INNER);
    }

    @Override
    public <VO, VR> KTable<K, VR> leftJoin(
            KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named) {
        return join(other, joiner, named, null, JoinKind.LEFT);
    }

    @Override
    public <VO, VR> KTable<K, VR> leftJoin(
            KTable<K, VO> other,
            ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
            Named named,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
        return join(other, joiner, named, StoreOptions.of(materialized, plan(), MERGE), JoinKind.LEFT);
    }

    @Override
    public <VO, VR> KTable<K, VR> outerJoin(
            KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named) {
        return join(other, joiner, named, null, JoinKind.OUTER);
    }

    @Override
    public <VO, VR> KTable<K, VR> outerJoin(
            KTable<K, VO> other,
            ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
            Named named,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
        return join(other, joiner, named, StoreOptions.of(materialized, plan(), MERGE), JoinKind.OUTER);
    }

    private enum JoinKind {
        INNER,
        LEFT,
        OUTER
    }

    private <VO, VR> KTable<K, VR> join(
            KTable<K, VO> otherTable,
            ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
            Named named,
            @Nullable StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store,
            JoinKind kind) {
        Objects.requireNonNull(otherTable, "other can't be null");
        Objects.requireNonNull(joiner, "joiner can't be null");
        Objects.requireNonNull(named, "joinName can't be null");
        TableImpl<K, VO> other = (TableImpl<K, VO>) otherTable;
        String given = OptionName.of(named);
        String name = OptionName.orGenerated(given, plan(), MERGE);
        Set<String> sources = position.copartitionWith(other.position);
        if (kind != JoinKind.INNER) {
            operator.enableSendingOldValues(true);
        }
        if (kind == JoinKind.OUTER) {
            other.operator.enableSendingOldValues(true);
        }
        boolean needsThis = kind != JoinKind.OUTER;
        boolean needsOther = kind == JoinKind.INNER;
        TableJoin<K, V, VO, VR> joinThis =
                new TableJoin<>(operator, other.operator, joiner, new TableJoin.Needs(needsThis, needsOther));
        TableJoin<K, VO, V, VR> joinOther = new TableJoin<>(
                other.operator,
                operator,
                (VO otherValue, V value) -> joiner.apply(value, otherValue),
                new TableJoin.Needs(needsOther, needsThis));
        String thisName = OptionName.suffixedOrGenerated(given, "-join-this", plan(), "KTABLE-JOINTHIS-");
        String otherName = OptionName.suffixedOrGenerated(given, "-join-other", plan(), "KTABLE-JOINOTHER-");
        String storeName = null;
        if (store != null) {
            store.orSerdes(keySerde, null);
            storeName = store.requiredName();
        }
        TableJoinMerger<K, VR> merger = new TableJoinMerger<>(joinThis, joinOther, storeName);
        TableJoinNode node = new TableJoinNode(
                name,
                new TableJoinNode.Side(
                        thisName, position.name(), joinThis, operator.view().storeNames()),
                new TableJoinNode.Side(
                        otherName,
                        other.position.name(),
                        joinOther,
                        other.operator.view().storeNames()),
                merger,
                store == null ? null : DslStore.keyValue(store));
        Position next = position.after(node, sources);
        plan().add(other.position.node(), node);
        return new TableImpl<>(
                next, store == null ? keySerde : store.key(), store == null ? null : store.value(), storeName, merger);
    }

    @Override
    public <VR, KO, VO> KTable<K, VR> join(
            KTable<KO, VO> other,
            BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
            ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
            TableJoined<K, KO> tableJoined,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
        return joinOnForeignKey(other, foreignKeyExtractor, joiner, tableJoined, materialized, false);
    }

    @Override
    public <VR, KO, VO> KTable<K, VR> leftJoin(
            KTable<KO, VO> other,
            BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
            ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
            TableJoined<K, KO> tableJoined,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
        return joinOnForeignKey(other, foreignKeyExtractor, joiner, tableJoined, materialized, true);
    }

    private <VR, KO, VO> KTable<K, VR> joinOnForeignKey(
            KTable<KO, VO> other,
            BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
            ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
            TableJoined<K, KO> tableJoined,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized,
            boolean left) {
        Objects.requireNonNull(other, "foreignKeyTable can't be null");
        Objects.requireNonNull(foreignKeyExtractor, "foreignKeyExtractor can't be null");
        Objects.requireNonNull(joiner, "joiner can't be null");
        Objects.requireNonNull(tableJoined, "tableJoined can't be null");
        Objects.requireNonNull(materialized, "materialized can't be null");
        ForeignKeyJoins.Join<K, V, KO, VO, VR> join =
                new ForeignKeyJoins.Join<>(foreignKeyExtractor, joiner, new TableJoinedView<>(tableJoined), left);
        return new ForeignKeyJoins<>(this, (TableImpl<KO, VO>) other, join).plan(StoreOptions.of(materialized));
    }
}
