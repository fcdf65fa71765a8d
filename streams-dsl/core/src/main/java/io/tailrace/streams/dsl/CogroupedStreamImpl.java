package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.CogroupedKStream;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Merger;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.SessionWindowedCogroupedKStream;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.TimeWindowedCogroupedKStream;
import io.tailrace.streams.kstream.Window;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.WindowedSerdes;
import io.tailrace.streams.kstream.Windows;
import io.tailrace.streams.operator.Emission;
import io.tailrace.streams.operator.SessionAggregate;
import io.tailrace.streams.operator.SlidingAggregate;
import io.tailrace.streams.operator.StreamAggregate;
import io.tailrace.streams.operator.WindowAggregate;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.WindowStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link CogroupedKStream}, and with it of its windowed forms. */
final class CogroupedStreamImpl<K, VOut> implements CogroupedKStream<K, VOut> {
    private static final EmitStrategy EMIT = EmitStrategy.onWindowUpdate();

    private final Cogroup<K, VOut> cogroup;

    <V> CogroupedStreamImpl(GroupedStreamImpl<K, V> first, Aggregator<? super K, ? super V, VOut> aggregator) {
        cogroup = new Cogroup<>(first.plan());
        cogroup.add(first, aggregator);
    }

    @Override
    public <V> CogroupedKStream<K, VOut> cogroup(
            KGroupedStream<K, V> groupedStream, Aggregator<? super K, ? super V, VOut> aggregator) {
        Objects.requireNonNull(groupedStream, "groupedStream can't be null");
        Objects.requireNonNull(aggregator, "aggregator can't be null");
        cogroup.add((GroupedStreamImpl<K, V>) groupedStream, aggregator);
        return this;
    }

    @Override
    public KTable<K, VOut> aggregate(
            Initializer<VOut> initializer,
            Named named,
            Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(initializer, "initializer can't be null");
        StoreOptions<K, VOut, KeyValueStore<Bytes, byte[]>> store = options(named, materialized);
        DslStore spec = DslStore.keyValue(store);
        return cogroup.build(
                named,
                store,
                spec,
                -1,
                aggregator -> StreamAggregate.aggregate(spec.name(), initializer, aggregator),
                new Cogroup.Result<>(store.key(), store.value(), store.queryableName()));
    }

    private <S extends StateStore> StoreOptions<K, VOut, S> options(
            Named named, Materialized<K, VOut, S> materialized) {
        Objects.requireNonNull(named, "named can't be null");
        return StoreOptions.of(materialized, cogroup.plan(), Cogroup.AGGREGATE);
    }

    @Override
    public <W extends Window> TimeWindowedCogroupedKStream<K, VOut> windowedBy(Windows<W> windows) {
        Objects.requireNonNull(windows, "windows can't be null");
        return new TimeWindowedCogroupedKStream<>() {
            @Override
            public KTable<Windowed<K>, VOut> aggregate(
                    Initializer<VOut> initializer,
                    Named named,
                    Materialized<K, VOut, WindowStore<Bytes, byte[]>> materialized) {
                Objects.requireNonNull(initializer, "initializer can't be null");
                StoreOptions<K, VOut, WindowStore<Bytes, byte[]>> store = options(named, materialized);
                DslStore spec = DslStore.window(store, windows, EMIT);
                return cogroup.build(
                        named,
                        store,
                        spec,
                        windows.gracePeriodMs(),
                        aggregator -> new WindowAggregate<>(
                                windows,
                                spec.name(),
                                Emission.of(EMIT, 0).withLateTopic(store.lateTopic()),
                                initializer,
                                aggregator),
                        new Cogroup.Result<>(
                                timeWindowed(store.key(), windows.size()), store.value(), store.queryableName()));
            }
        };
    }

    @Override
    public TimeWindowedCogroupedKStream<K, VOut> windowedBy(SlidingWindows windows) {
        Objects.requireNonNull(windows, "slidingWindows can't be null");
        return new TimeWindowedCogroupedKStream<>() {
            @Override
            public KTable<Windowed<K>, VOut> aggregate(
                    Initializer<VOut> initializer,
                    Named named,
                    Materialized<K, VOut, WindowStore<Bytes, byte[]>> materialized) {
                Objects.requireNonNull(initializer, "initializer can't be null");
                StoreOptions<K, VOut, WindowStore<Bytes, byte[]>> store = options(named, materialized);
                DslStore spec = DslStore.sliding(store, windows, EMIT);
                return cogroup.build(
                        named,
                        store,
                        spec,
                        windows.gracePeriodMs(),
                        aggregator -> new SlidingAggregate<>(
                                windows,
                                spec.name(),
                                Emission.of(EMIT, 0).withLateTopic(store.lateTopic()),
                                initializer,
                                aggregator),
                        new Cogroup.Result<>(
                                timeWindowed(store.key(), windows.timeDifferenceMs()),
                                store.value(),
                                store.queryableName()));
            }
        };
    }

    private static <K> @Nullable Serde<Windowed<K>> timeWindowed(@Nullable Serde<K> key, long sizeMs) {
        return key == null ? null : new WindowedSerdes.TimeWindowedSerde<>(key, sizeMs);
    }

    @Override
    public SessionWindowedCogroupedKStream<K, VOut> windowedBy(SessionWindows windows) {
        Objects.requireNonNull(windows, "sessionWindows can't be null");
        return new SessionWindowedCogroupedKStream<>() {
            @Override
            public KTable<Windowed<K>, VOut> aggregate(
                    Initializer<VOut> initializer,
                    Merger<? super K, VOut> sessionMerger,
                    Named named,
                    Materialized<K, VOut, SessionStore<Bytes, byte[]>> materialized) {
                Objects.requireNonNull(initializer, "initializer can't be null");
                Objects.requireNonNull(sessionMerger, "sessionMerger can't be null");
                StoreOptions<K, VOut, SessionStore<Bytes, byte[]>> store = options(named, materialized);
                DslStore spec = DslStore.session(store, windows, EMIT);
                return cogroup.build(
                        named,
                        store,
                        spec,
                        windows.gracePeriodMs() + windows.inactivityGap(),
                        aggregator -> new SessionAggregate<>(
                                windows,
                                spec.name(),
                                Emission.of(EMIT, 0).withLateTopic(store.lateTopic()),
                                new SessionAggregate.Aggregation<>(initializer, aggregator, sessionMerger)),
                        new Cogroup.Result<>(
                                store.key() == null ? null : new WindowedSerdes.SessionWindowedSerde<>(store.key()),
                                store.value(),
                                store.queryableName()));
            }
        };
    }
}
