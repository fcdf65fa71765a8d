package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Merger;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Reducer;
import io.tailrace.streams.kstream.SessionWindowedKStream;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.WindowedSerdes;
import io.tailrace.streams.operator.Emission;
import io.tailrace.streams.operator.SessionAggregate;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.state.SessionStore;
import java.util.Objects;

/** The one implementation of {@link SessionWindowedKStream}. */
final class SessionWindowedImpl<K, V> implements SessionWindowedKStream<K, V> {
    private final GroupedStreamImpl<K, V> grouped;
    private final SessionWindows windows;
    private EmitStrategy emitStrategy = EmitStrategy.onWindowUpdate();

    SessionWindowedImpl(GroupedStreamImpl<K, V> grouped, SessionWindows windows) {
        this.grouped = grouped;
        this.windows = windows;
    }

    @Override
    public KTable<Windowed<K>, Long> count(Named named) {
        return doCount(named, Materialized.with(null, null));
    }

    @Override
    public KTable<Windowed<K>, Long> count(
            Named named, Materialized<K, Long, SessionStore<Bytes, byte[]>> materialized) {
        if (StoreOptions.of(materialized).storeName() == null) {
            grouped.plan().newStoreName(GroupedStreamImpl.AGGREGATE);
        }
        return doCount(named, materialized);
    }

    private KTable<Windowed<K>, Long> doCount(
            Named named, Materialized<K, Long, SessionStore<Bytes, byte[]>> materialized) {
        return build(
                named,
                GroupedStreamImpl.AGGREGATE,
                StoreOptions.of(materialized, grouped.plan(), GroupedStreamImpl.AGGREGATE)
                        .orSerdes(grouped.keySerde(), Serdes.Long()),
                new SessionAggregate.Aggregation<>(
                        () -> 0L, (key, value, count) -> count + 1, (key, one, two) -> one + two));
    }

    @Override
    public KTable<Windowed<K>, V> reduce(
            Reducer<V> reducer, Named named, Materialized<K, V, SessionStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(reducer, "reducer can't be null");
        Aggregator<K, V, V> aggregator = (key, value, agg) -> agg == null ? value : reducer.apply(agg, value);
        return build(
                named,
                GroupedStreamImpl.REDUCE,
                StoreOptions.of(materialized, grouped.plan(), GroupedStreamImpl.REDUCE)
                        .orSerdes(grouped.keySerde(), grouped.valueSerde()),
                new SessionAggregate.Aggregation<>(
                        () -> null, aggregator, (key, one, two) -> aggregator.apply(key, two, one)));
    }

    @Override
    public <VOut> KTable<Windowed<K>, VOut> aggregate(
            Initializer<VOut> initializer,
            Aggregator<? super K, ? super V, VOut> aggregator,
            Merger<? super K, VOut> sessionMerger,
            Named named,
            Materialized<K, VOut, SessionStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(initializer, "initializer can't be null");
        Objects.requireNonNull(aggregator, "aggregator can't be null");
        Objects.requireNonNull(sessionMerger, "sessionMerger can't be null");
        return build(
                named,
                GroupedStreamImpl.AGGREGATE,
                StoreOptions.of(materialized, grouped.plan(), GroupedStreamImpl.AGGREGATE)
                        .orSerdes(grouped.keySerde(), null),
                new SessionAggregate.Aggregation<>(initializer, aggregator, sessionMerger));
    }

    @Override
    public SessionWindowedKStream<K, V> emitStrategy(EmitStrategy emitStrategy) {
        this.emitStrategy = Objects.requireNonNull(emitStrategy, "emitStrategy can't be null");
        return this;
    }

    private <VOut> KTable<Windowed<K>, VOut> build(
            Named named,
            String prefix,
            StoreOptions<K, VOut, SessionStore<Bytes, byte[]>> store,
            SessionAggregate.Aggregation<K, V, VOut> aggregation) {
        String name = OptionName.orGenerated(named, grouped.plan(), prefix);
        DslStore spec = DslStore.session(store, windows, emitStrategy);
        long leastMs = windows.inactivityGap() + windows.gracePeriodMs();
        Emission emission =
                Emission.of(emitStrategy, spec.retentionMs() - leastMs).withLateTopic(store.lateTopic());
        SessionAggregate<K, V, VOut> operator = new SessionAggregate<>(windows, spec.name(), emission, aggregation);
        long closeMs = windows.gracePeriodMs() + windows.inactivityGap();
        Position next = grouped.repartitioned(store).after(OperatorNode.windowed(name, operator, spec, closeMs));
        Serde<Windowed<K>> key = store.key() == null ? null : new WindowedSerdes.SessionWindowedSerde<>(store.key());
        return new TableImpl<>(next, key, store.value(), store.queryableName(), operator);
    }
}
