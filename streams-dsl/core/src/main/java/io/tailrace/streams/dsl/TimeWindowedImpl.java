package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Reducer;
import io.tailrace.streams.kstream.TimeWindowedKStream;
import io.tailrace.streams.kstream.UnlimitedWindows;
import io.tailrace.streams.kstream.Window;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.WindowedSerdes;
import io.tailrace.streams.kstream.Windows;
import io.tailrace.streams.operator.Emission;
import io.tailrace.streams.operator.WindowAggregate;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.state.WindowStore;
import java.util.Objects;

/** The one implementation of {@link TimeWindowedKStream}. */
final class TimeWindowedImpl<K, V, W extends Window> implements TimeWindowedKStream<K, V> {
    private final GroupedStreamImpl<K, V> grouped;
    private final Windows<W> windows;
    private EmitStrategy emitStrategy = EmitStrategy.onWindowUpdate();

    TimeWindowedImpl(GroupedStreamImpl<K, V> grouped, Windows<W> windows) {
        this.grouped = grouped;
        this.windows = windows;
    }

    @Override
    public KTable<Windowed<K>, Long> count(Named named) {
        return doCount(named, Materialized.with(null, null));
    }

    @Override
    public KTable<Windowed<K>, Long> count(
            Named named, Materialized<K, Long, WindowStore<Bytes, byte[]>> materialized) {
        if (StoreOptions.of(materialized).storeName() == null) {
            grouped.plan().newStoreName(GroupedStreamImpl.AGGREGATE);
        }
        return doCount(named, materialized);
    }

    private KTable<Windowed<K>, Long> doCount(
            Named named, Materialized<K, Long, WindowStore<Bytes, byte[]>> materialized) {
        return build(
                named,
                GroupedStreamImpl.AGGREGATE,
                StoreOptions.of(materialized, grouped.plan(), GroupedStreamImpl.AGGREGATE)
                        .orSerdes(grouped.keySerde(), Serdes.Long()),
                () -> 0L,
                (key, value, count) -> count + 1);
    }

    @Override
    public KTable<Windowed<K>, V> reduce(
            Reducer<V> reducer, Named named, Materialized<K, V, WindowStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(reducer, "reducer can't be null");
        return build(
                named,
                GroupedStreamImpl.REDUCE,
                StoreOptions.of(materialized, grouped.plan(), GroupedStreamImpl.REDUCE)
                        .orSerdes(grouped.keySerde(), grouped.valueSerde()),
                () -> null,
                (key, value, agg) -> agg == null ? value : reducer.apply(agg, value));
    }

    @Override
    public <VOut> KTable<Windowed<K>, VOut> aggregate(
            Initializer<VOut> initializer,
            Aggregator<? super K, ? super V, VOut> aggregator,
            Named named,
            Materialized<K, VOut, WindowStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(initializer, "initializer can't be null");
        Objects.requireNonNull(aggregator, "aggregator can't be null");
        return build(
                named,
                GroupedStreamImpl.AGGREGATE,
                StoreOptions.of(materialized, grouped.plan(), GroupedStreamImpl.AGGREGATE)
                        .orSerdes(grouped.keySerde(), null),
                initializer,
                aggregator);
    }

    @Override
    public TimeWindowedKStream<K, V> emitStrategy(EmitStrategy emitStrategy) {
        if (windows instanceof UnlimitedWindows && emitStrategy.type() == EmitStrategy.StrategyType.ON_WINDOW_CLOSE) {
            throw new IllegalArgumentException("ON_WINDOW_CLOSE emit strategy cannot be used for UnlimitedWindows");
        }
        this.emitStrategy = Objects.requireNonNull(emitStrategy, "emitStrategy can't be null");
        return this;
    }

    private <VOut> KTable<Windowed<K>, VOut> build(
            Named named,
            String prefix,
            StoreOptions<K, VOut, WindowStore<Bytes, byte[]>> store,
            Initializer<VOut> initializer,
            Aggregator<? super K, ? super V, VOut> aggregator) {
        String name = OptionName.orGenerated(named, grouped.plan(), prefix);
        DslStore spec = DslStore.window(store, windows, emitStrategy);
        Emission emission = Emission.of(emitStrategy, spec.retentionMs() - windows.size() - windows.gracePeriodMs())
                .withLateTopic(store.lateTopic());
        WindowAggregate<K, V, VOut, W> operator =
                new WindowAggregate<>(windows, spec.name(), emission, initializer, aggregator);
        Position next = grouped.repartitioned(store)
                .after(OperatorNode.windowed(name, operator, spec, windows.gracePeriodMs()));
        Serde<Windowed<K>> key =
                store.key() == null ? null : new WindowedSerdes.TimeWindowedSerde<>(store.key(), windows.size());
        return new TableImpl<>(next, key, store.value(), store.queryableName(), operator);
    }
}
