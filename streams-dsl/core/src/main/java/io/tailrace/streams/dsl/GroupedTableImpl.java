package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.KGroupedTable;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Reducer;
import io.tailrace.streams.operator.ChangeSerde;
import io.tailrace.streams.operator.TableAggregate;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.RepartitionNode;
import io.tailrace.streams.state.KeyValueStore;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link KGroupedTable}. */
final class GroupedTableImpl<K, V> implements KGroupedTable<K, V> {
    private static final String AGGREGATE = "KTABLE-AGGREGATE-";
    private static final String REDUCE = "KTABLE-REDUCE-";

    private final Position position;
    private final GroupedView<K, V> grouped;
    private @Nullable RepartitionNode sharedRepartition;

    GroupedTableImpl(Position position, GroupedView<K, V> grouped) {
        this.position = position;
        this.grouped = grouped;
    }

    @Override
    public KTable<K, Long> count(Named named, Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized) {
        StoreOptions<K, Long, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, position.plan(), AGGREGATE).orSerdes(grouped.key(), Serdes.Long());
        return build(
                named,
                AGGREGATE,
                store,
                new TableAggregate<>(
                        store.requiredName(),
                        () -> 0L,
                        (K key, V value, Long count) -> count + 1,
                        (K key, V value, Long count) -> count - 1));
    }

    @Override
    public KTable<K, V> reduce(
            Reducer<V> adder,
            Reducer<V> subtractor,
            Named named,
            Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(adder, "adder can't be null");
        Objects.requireNonNull(subtractor, "subtractor can't be null");
        StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, position.plan(), AGGREGATE).orSerdes(grouped.key(), grouped.value());
        return build(
                named,
                REDUCE,
                store,
                new TableAggregate<K, V, V>(
                        store.requiredName(),
                        null,
                        (key, value, agg) -> agg == null ? value : adder.apply(agg, value),
                        (key, value, agg) -> subtractor.apply(agg, value)));
    }

    @Override
    public <VR> KTable<K, VR> aggregate(
            Initializer<VR> initializer,
            Aggregator<? super K, ? super V, VR> adder,
            Aggregator<? super K, ? super V, VR> subtractor,
            Named named,
            Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(initializer, "initializer can't be null");
        Objects.requireNonNull(adder, "adder can't be null");
        Objects.requireNonNull(subtractor, "subtractor can't be null");
        StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, position.plan(), AGGREGATE).orSerdes(grouped.key(), null);
        return build(
                named, AGGREGATE, store, new TableAggregate<>(store.requiredName(), initializer, adder, subtractor));
    }

    private <VR> KTable<K, VR> build(
            Named named,
            String prefix,
            StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store,
            TableAggregate<K, V, VR> operator) {
        Plan plan = position.plan();
        String given = OptionName.of(named);
        String sink = OptionName.suffixedOrGenerated(given, "-sink", plan, StreamImpl.SINK);
        String source = OptionName.suffixedOrGenerated(given, "-source", plan, StreamImpl.SOURCE);
        String name = OptionName.orGenerated(given, plan, prefix);
        if (sharedRepartition == null || grouped.name() == null) {
            String topic = (grouped.name() == null ? store.requiredName() : grouped.name()) + RepartitionTopics.SUFFIX;
            sharedRepartition = new RepartitionNode(
                    new RepartitionNode.Repartition(
                            topic,
                            sink,
                            source,
                            Optional.empty(),
                            grouped.key(),
                            new ChangeSerde<>(grouped.value()),
                            null),
                    null);
        }
        Position next = position.after(sharedRepartition, Set.of(sharedRepartition.name()))
                .after(OperatorNode.stateful(name, operator, DslStore.keyValue(store)));
        return new TableImpl<>(next, store.key(), store.value(), store.queryableName(), operator);
    }
}
