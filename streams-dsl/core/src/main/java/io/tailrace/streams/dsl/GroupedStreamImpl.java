package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.CogroupedKStream;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Reducer;
import io.tailrace.streams.kstream.SessionWindowedKStream;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.TimeWindowedKStream;
import io.tailrace.streams.kstream.Window;
import io.tailrace.streams.kstream.Windows;
import io.tailrace.streams.operator.StreamAggregate;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.RepartitionNode;
import io.tailrace.streams.state.KeyValueStore;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link KGroupedStream}. */
final class GroupedStreamImpl<K, V> implements KGroupedStream<K, V> {
    static final String AGGREGATE = "KSTREAM-AGGREGATE-";
    static final String REDUCE = "KSTREAM-REDUCE-";

    private final Position position;
    private final GroupedView<K, V> grouped;
    private final boolean repartitionRequired;
    private @Nullable RepartitionNode sharedRepartition;

    GroupedStreamImpl(Position position, GroupedView<K, V> grouped, boolean repartitionRequired) {
        this.position = position;
        this.grouped = grouped;
        this.repartitionRequired = repartitionRequired;
    }

    Plan plan() {
        return position.plan();
    }

    @Nullable
    Serde<K> keySerde() {
        return grouped.key();
    }

    @Nullable
    Serde<V> valueSerde() {
        return grouped.value();
    }

    @Override
    public KTable<K, Long> count(Named named) {
        return doCount(named, Materialized.with(null, null));
    }

    @Override
    public KTable<K, Long> count(Named named, Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized) {
        if (StoreOptions.of(materialized).storeName() == null) {
            plan().newStoreName(AGGREGATE);
        }
        return doCount(named, materialized);
    }

    private KTable<K, Long> doCount(Named named, Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized) {
        StoreOptions<K, Long, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, plan(), AGGREGATE).orSerdes(keySerde(), Serdes.Long());
        String name = OptionName.orGenerated(named, plan(), AGGREGATE);
        return perKey(
                name,
                store,
                StreamAggregate.aggregate(store.requiredName(), () -> 0L, (K key, V value, Long count) -> count + 1));
    }

    @Override
    public KTable<K, V> reduce(
            Reducer<V> reducer, Named named, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(reducer, "reducer can't be null");
        StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, plan(), REDUCE).orSerdes(keySerde(), valueSerde());
        String name = OptionName.orGenerated(named, plan(), REDUCE);
        return perKey(name, store, StreamAggregate.reduce(store.requiredName(), reducer));
    }

    @Override
    public <VOut> KTable<K, VOut> aggregate(
            Initializer<VOut> initializer,
            Aggregator<? super K, ? super V, VOut> aggregator,
            Named named,
            Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(initializer, "initializer can't be null");
        Objects.requireNonNull(aggregator, "aggregator can't be null");
        StoreOptions<K, VOut, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, plan(), AGGREGATE).orSerdes(keySerde(), null);
        String name = OptionName.orGenerated(named, plan(), AGGREGATE);
        return perKey(name, store, StreamAggregate.aggregate(store.requiredName(), initializer, aggregator));
    }

    private <VOut> KTable<K, VOut> perKey(
            String name,
            StoreOptions<K, VOut, KeyValueStore<Bytes, byte[]>> store,
            StreamAggregate<K, V, VOut> operator) {
        DslStore spec = DslStore.keyValue(store);
        Position next = repartitioned(store).after(OperatorNode.stateful(name, operator, spec));
        return new TableImpl<>(next, store.key(), store.value(), store.queryableName(), operator);
    }

    @Override
    public <W extends Window> TimeWindowedKStream<K, V> windowedBy(Windows<W> windows) {
        Objects.requireNonNull(windows, "windows can't be null");
        return new TimeWindowedImpl<>(this, windows);
    }

    @Override
    public SessionWindowedKStream<K, V> windowedBy(SessionWindows windows) {
        Objects.requireNonNull(windows, "windows can't be null");
        return new SessionWindowedImpl<>(this, windows);
    }

    @Override
    public TimeWindowedKStream<K, V> windowedBy(SlidingWindows windows) {
        Objects.requireNonNull(windows, "windows can't be null");
        return new SlidingWindowedImpl<>(this, windows);
    }

    @Override
    public <VOut> CogroupedKStream<K, VOut> cogroup(Aggregator<? super K, ? super V, VOut> aggregator) {
        Objects.requireNonNull(aggregator, "aggregator can't be null");
        return new CogroupedStreamImpl<>(this, aggregator);
    }

    boolean repartitionRequired() {
        return repartitionRequired;
    }

    Position position() {
        return position;
    }

    /** A repartition node of this grouping, which is not in the plan yet. */
    RepartitionNode newRepartition(StoreOptions<K, ?, ?> store) {
        String prefix = grouped.name() == null ? store.requiredName() : grouped.name();
        boolean isNamed = grouped.name() != null || store.queryableName() != null;
        return RepartitionTopics.implicit(plan(), prefix, isNamed, keySerde(), valueSerde());
    }

    /** Where the aggregation goes: behind a repartition topic if the key changed. A named grouping has one for all its aggregations. */
    Position repartitioned(StoreOptions<K, ?, ?> store) {
        if (!repartitionRequired) {
            return position;
        }
        RepartitionNode node = newRepartition(store);
        if (sharedRepartition == null || grouped.name() == null) {
            sharedRepartition = node;
        }
        return position.after(sharedRepartition, Set.of(sharedRepartition.name()));
    }
}
