package io.tailrace.streams.oracle;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.Suppressed.BufferConfig;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.UnlimitedWindows;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Windows, cogroups and suppression, on both implementations; see {@link TwinPrograms}.
 *
 * <p><b>Threads:</b> the test's thread.
 */
public final class WindowPrograms {
    private static final Map<String, Consumer<StreamsBuilder>> PROGRAMS = new LinkedHashMap<>();
    private static final Duration SIZE = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofMillis(50);

    private WindowPrograms() {}

    private static KStream<String, String> stream(StreamsBuilder builder, String topic) {
        return builder.stream(topic, Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KGroupedStream<String, String> byKey(StreamsBuilder builder, String topic) {
        return stream(builder, topic).groupByKey(Grouped.with(Serdes.String(), Serdes.String()));
    }

    private static KGroupedStream<String, String> byInitial(StreamsBuilder builder, String topic, String name) {
        return stream(builder, topic)
                .groupBy(
                        (key, value) -> value == null ? "none" : value.substring(0, 1),
                        Grouped.with(name, Serdes.String(), Serdes.String()));
    }

    private static <V> void emit(KTable<String, V> table) {
        table.toStream().mapValues(value -> String.valueOf(value)).to("out", out());
    }

    private static <V> void emitWindowed(KTable<Windowed<String>, V> table) {
        table.toStream((key, value) -> key.key() + "@" + key.window().start() + "-"
                        + key.window().end())
                .mapValues(value -> String.valueOf(value))
                .to("out", out());
    }

    private static Produced<String, String> out() {
        return Produced.with(Serdes.String(), Serdes.String());
    }

    static {
        SlidingWindows sliding = SlidingWindows.ofTimeDifferenceAndGrace(SIZE, GRACE);
        PROGRAMS.put(
                "sliding", b -> emitWindowed(byKey(b, "a").windowedBy(sliding).count()));
        PROGRAMS.put(
                "sliding-named",
                b -> emitWindowed(
                        byKey(b, "a").windowedBy(sliding).count(Named.as("slider"), Materialized.as("slides"))));
        PROGRAMS.put(
                "sliding-no-grace-reduce",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(SIZE))
                        .reduce((one, two) -> one + two)));
        PROGRAMS.put(
                "sliding-aggregate-regrouped",
                b -> emitWindowed(byInitial(b, "a", null)
                        .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(37), GRACE))
                        .aggregate(
                                () -> "",
                                (k, v, agg) -> agg + v,
                                Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "sliding-wide-early",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(
                                Duration.ofMillis(600), Duration.ofMillis(1000)))
                        .reduce((one, two) -> one + two)));
        PROGRAMS.put(
                "sliding-old-values",
                b -> emit(byKey(b, "a")
                        .windowedBy(sliding)
                        .count()
                        .groupBy((k, v) -> KeyValue.pair(k.key(), v), Grouped.with(Serdes.String(), Serdes.Long()))
                        .reduce((agg, v) -> agg + v, (agg, v) -> agg - v)));
        PROGRAMS.put(
                "sliding-final",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(sliding)
                        .emitStrategy(EmitStrategy.onWindowClose())
                        .reduce((one, two) -> one + two)));
        PROGRAMS.put(
                "sliding-retention",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(sliding)
                        .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("kept")
                                .withRetention(Duration.ofMillis(900)))));
        PROGRAMS.put(
                "sliding-supplied-store",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(sliding)
                        .count(Materialized.<String, Long>as(
                                        Stores.inMemoryWindowStore("own", Duration.ofMillis(500), SIZE, false))
                                .withCachingDisabled())));
        PROGRAMS.put(
                "unlimited",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(UnlimitedWindows.of().startOn(Instant.ofEpochMilli(300)))
                        .count()));
        PROGRAMS.put(
                "hopping-final",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE).advanceBy(Duration.ofMillis(30)))
                        .emitStrategy(EmitStrategy.onWindowClose())
                        .reduce((one, two) -> one + two)));
        PROGRAMS.put(
                "cogroup",
                b -> emit(byKey(b, "a")
                        .<String>cogroup((k, v, agg) -> agg + "a" + v)
                        .cogroup(byKey(b, "b"), (k, v, agg) -> agg + "b" + v)
                        .aggregate(() -> "", Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "cogroup-one",
                b -> emit(byKey(b, "a")
                        .<String>cogroup((k, v, agg) -> v.equals("del") ? null : agg + v)
                        .aggregate(() -> "-")));
        PROGRAMS.put(
                "cogroup-named-regrouped",
                b -> emit(byInitial(b, "a", null)
                        .<String>cogroup((k, v, agg) -> agg + "a" + v)
                        .cogroup(byInitial(b, "b", "named"), (k, v, agg) -> agg + "b" + v)
                        .cogroup(byKey(b, "t"), (k, v, agg) -> agg + "t" + v)
                        .aggregate(() -> "", Named.as("together"), Materialized.as("together-store"))));
        PROGRAMS.put("cogroup-twice", b -> {
            var cogrouped = byInitial(b, "a", null)
                    .<String>cogroup((k, v, agg) -> agg + "a" + v)
                    .cogroup(byKey(b, "b"), (k, v, agg) -> agg + "b" + v);
            emit(cogrouped.aggregate(() -> "1"));
            cogrouped.aggregate(() -> "2").toStream().to("out2", out());
        });
        PROGRAMS.put(
                "cogroup-old-values",
                b -> emit(byKey(b, "a")
                        .<String>cogroup((k, v, agg) -> v)
                        .cogroup(byKey(b, "b"), (k, v, agg) -> v + v)
                        .aggregate(() -> "")
                        .groupBy((k, v) -> KeyValue.pair(v, k), Grouped.with(Serdes.String(), Serdes.String()))
                        .count()));
        PROGRAMS.put(
                "cogroup-tumbling",
                b -> emitWindowed(byKey(b, "a")
                        .<String>cogroup((k, v, agg) -> agg + "a" + v)
                        .cogroup(byKey(b, "b"), (k, v, agg) -> agg + "b" + v)
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
                        .aggregate(() -> "", Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "cogroup-sliding",
                b -> emitWindowed(byKey(b, "a")
                        .<String>cogroup((k, v, agg) -> agg + "a" + v)
                        .cogroup(byInitial(b, "b", null), (k, v, agg) -> agg + "b" + v)
                        .windowedBy(sliding)
                        .aggregate(() -> "", Named.as("slide"))));
        PROGRAMS.put(
                "cogroup-session",
                b -> emitWindowed(byKey(b, "a")
                        .<String>cogroup((k, v, agg) -> agg + "a" + v)
                        .cogroup(byKey(b, "b"), (k, v, agg) -> agg + "b" + v)
                        .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(30), GRACE))
                        .aggregate(
                                () -> "",
                                (k, one, two) -> one + two,
                                Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "session-of-one-time",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ZERO))
                        .count()));
        PROGRAMS.put(
                "suppress-time",
                b -> emit(byKey(b, "a")
                        .count()
                        .suppress(Suppressed.untilTimeLimit(Duration.ofMillis(80), BufferConfig.unbounded()))));
        PROGRAMS.put(
                "suppress-named-records",
                b -> emit(byKey(b, "a")
                        .reduce((one, two) -> one + two)
                        .suppress(Suppressed.<String>untilTimeLimit(Duration.ofMillis(300), BufferConfig.maxRecords(2))
                                .withName("calm"))));
        PROGRAMS.put(
                "suppress-bytes",
                b -> emit(byKey(b, "a")
                        .count()
                        .suppress(Suppressed.untilTimeLimit(
                                Duration.ofMillis(300),
                                BufferConfig.maxBytes(150).withMaxRecords(10)))));
        PROGRAMS.put(
                "suppress-table-of-source",
                b -> emit(b.table("t", Consumed.with(Serdes.String(), Serdes.String()))
                        .suppress(Suppressed.untilTimeLimit(
                                Duration.ofMillis(40),
                                BufferConfig.maxRecords(3).withLoggingDisabled()))));
        PROGRAMS.put(
                "suppress-table-of-filter",
                b -> emit(b.table("t", Consumed.with(Serdes.String(), Serdes.String()))
                        .filter((k, v) -> v.length() > 1)
                        .suppress(Suppressed.untilTimeLimit(
                                Duration.ofMillis(40),
                                BufferConfig.unbounded().withMaxRecords(3).emitEarlyWhenFull()))
                        .mapValues(v -> v + "!")));
        PROGRAMS.put(
                "suppress-zero",
                b -> emit(byKey(b, "a")
                        .count()
                        .suppress(Suppressed.untilTimeLimit(Duration.ZERO, BufferConfig.unbounded()))));
        PROGRAMS.put(
                "suppress-then-group",
                b -> emit(byKey(b, "a")
                        .reduce((one, two) -> two)
                        .suppress(Suppressed.untilTimeLimit(Duration.ofMillis(60), BufferConfig.unbounded()))
                        .groupBy((k, v) -> KeyValue.pair(v, k), Grouped.with(Serdes.String(), Serdes.String()))
                        .count()));
        PROGRAMS.put(
                "suppress-then-join",
                b -> emit(byKey(b, "a")
                        .reduce((one, two) -> two)
                        .suppress(Suppressed.untilTimeLimit(Duration.ofMillis(60), BufferConfig.unbounded()))
                        .join(byKey(b, "b").count(), (one, two) -> one + two)));
        PROGRAMS.put(
                "suppress-windows",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
                        .count()
                        .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))));
        PROGRAMS.put(
                "suppress-windows-mapped",
                b -> emitWindowed(byInitial(b, "a", "by")
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE).advanceBy(Duration.ofMillis(50)))
                        .count(Named.as("counting"))
                        .mapValues(v -> "n" + v)
                        .filter((k, v) -> !v.equals("n2"))
                        .suppress(Suppressed.untilWindowCloses(
                                        BufferConfig.unbounded().withLoggingEnabled(Map.of()))
                                .withName("closed"))));
        PROGRAMS.put(
                "suppress-sessions",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(30), GRACE))
                        .reduce((one, two) -> one + two)
                        .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))));
        PROGRAMS.put(
                "suppress-sliding",
                b -> emitWindowed(byKey(b, "a")
                        .windowedBy(sliding)
                        .reduce((one, two) -> one + two)
                        .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))));
        PROGRAMS.put(
                "suppress-cogroup",
                b -> emitWindowed(byKey(b, "a")
                        .<String>cogroup((k, v, agg) -> agg + "a" + v)
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
                        .aggregate(() -> "", Materialized.with(Serdes.String(), Serdes.String()))
                        .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))));
    }

    public static List<String> names() {
        return List.copyOf(PROGRAMS.keySet());
    }

    private static Topology topology(String name) {
        StreamsBuilder builder = new StreamsBuilder();
        PROGRAMS.get(name).accept(builder);
        return builder.build();
    }

    public static String describe(String name) {
        return topology(name).describe().toString();
    }

    public static List<String> run(String name, List<Object[]> inputs, Map<String, String> configs) {
        return TwinPrograms.run(topology(name), inputs, configs);
    }
}
