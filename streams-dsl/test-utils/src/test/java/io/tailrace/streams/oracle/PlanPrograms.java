package io.tailrace.streams.oracle;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Branched;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.Joined;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.Repartitioned;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.Suppressed.BufferConfig;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.ValueTransformerWithKey;
import io.tailrace.streams.processor.ProcessorContext;
import io.tailrace.streams.processor.api.ContextualFixedKeyProcessor;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.FixedKeyRecord;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Names, repartitioning and optimisation, on both implementations; see {@link TwinPrograms}. Each program comes with each optimisation:
 * {@code program@all}.
 *
 * <p><b>Threads:</b> the test's thread.
 */
public final class PlanPrograms {
    private static final Map<String, Consumer<StreamsBuilder>> PROGRAMS = new LinkedHashMap<>();
    private static final List<String> OPTIMIZATIONS = List.of(
            "none",
            "all",
            "merge.repartition.topics",
            "reuse.ktable.source.topics",
            "reuse.ktable.source.topics,merge.repartition.topics",
            "single.store.self.join");
    private static final JoinWindows NEAR =
            JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(50), Duration.ofMillis(20));

    private PlanPrograms() {}

    private static KStream<String, String> stream(StreamsBuilder builder, String topic) {
        return builder.stream(topic, Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KTable<String, String> table(StreamsBuilder builder, String topic) {
        return builder.table(topic, Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KStream<String, String> rekeyed(StreamsBuilder builder) {
        return stream(builder, "a").selectKey((k, v) -> v == null ? "none" : v.substring(0, 1));
    }

    private static Grouped<String, String> strings(String name) {
        return Grouped.with(name, Serdes.String(), Serdes.String());
    }

    private static Produced<String, String> out() {
        return Produced.with(Serdes.String(), Serdes.String());
    }

    private static <V> void emit(KTable<String, V> table) {
        table.toStream().mapValues(value -> String.valueOf(value)).to("out", out());
    }

    private static <V> void emit2(KTable<String, V> table) {
        table.toStream().mapValues(value -> String.valueOf(value)).to("out2", out());
    }

    static {
        PROGRAMS.put("two-counts", b -> {
            KGroupedStream<String, String> grouped = rekeyed(b).groupByKey(strings(null));
            emit(grouped.count());
            emit2(grouped.reduce((one, two) -> one + two));
        });
        PROGRAMS.put("two-groupings", b -> {
            KStream<String, String> stream = rekeyed(b);
            emit(stream.groupByKey(strings(null)).count());
            emit2(stream.groupByKey(strings("second")).count(Materialized.as("second-store")));
        });
        PROGRAMS.put("first-named", b -> {
            KStream<String, String> stream = rekeyed(b);
            emit(stream.groupByKey(strings("first")).count());
            emit2(stream.groupByKey(strings(null)).count());
        });
        PROGRAMS.put("map-then-filter-then-groups", b -> {
            KStream<String, String> stream = stream(b, "a")
                    .map((k, v) -> KeyValue.pair(String.valueOf(v), k))
                    .filter((k, v) -> v != null);
            emit(stream.groupByKey(strings(null)).count());
            emit2(stream.peek((k, v) -> {}).groupByKey(strings(null)).reduce((one, two) -> two));
        });
        PROGRAMS.put("value-change-between", b -> {
            KStream<String, String> stream = rekeyed(b);
            emit(stream.mapValues(v -> v + "!").groupByKey(strings(null)).count());
            emit2(stream.groupByKey(strings(null)).count());
        });
        PROGRAMS.put("flatMapValues-between", b -> {
            KStream<String, String> stream = rekeyed(b);
            emit(stream.flatMapValues(v -> List.of(String.valueOf(v)))
                    .groupByKey(strings(null))
                    .count());
            emit2(stream.groupByKey(strings(null)).count());
        });
        PROGRAMS.put("groupBy-two", b -> {
            KStream<String, String> stream = stream(b, "a");
            emit(stream.groupBy((k, v) -> String.valueOf(v), strings(null)).count());
            emit2(stream.groupBy((k, v) -> String.valueOf(v), strings("by")).count());
        });
        PROGRAMS.put("groupBy-after-map", b -> {
            KStream<String, String> stream = stream(b, "a").map((k, v) -> KeyValue.pair(k, v));
            emit(stream.groupBy((k, v) -> String.valueOf(v), strings(null)).count());
            emit2(stream.groupByKey(strings(null)).count());
        });
        PROGRAMS.put("merge-of-two-key-changers", b -> {
            KStream<String, String> merged = rekeyed(b).merge(stream(b, "b").selectKey((k, v) -> String.valueOf(v)));
            emit(merged.groupByKey(strings(null)).count());
            emit2(merged.groupByKey(strings(null)).reduce((one, two) -> two));
        });
        PROGRAMS.put("merge-with-one-key-changer", b -> {
            KStream<String, String> merged = rekeyed(b).merge(stream(b, "b"), Named.as("together"));
            emit(merged.groupByKey(strings(null)).count());
            emit2(merged.groupByKey(strings("n")).count());
        });
        PROGRAMS.put("merge-and-own", b -> {
            KStream<String, String> changed = rekeyed(b);
            emit(changed.groupByKey(strings(null)).count());
            emit2(changed.merge(stream(b, "b")).groupByKey(strings(null)).count());
        });
        PROGRAMS.put("split-groups", b -> {
            Map<String, KStream<String, String>> branches = rekeyed(b)
                    .split(Named.as("s-"))
                    .branch((k, v) -> "o".equals(k), Branched.as("o"))
                    .defaultBranch(Branched.as("rest"));
            emit(branches.get("s-o").groupByKey(strings(null)).count());
            emit2(branches.get("s-rest").groupByKey(strings(null)).count());
        });
        PROGRAMS.put("join-and-group", b -> {
            KStream<String, String> stream = rekeyed(b);
            stream.join(table(b, "t"), (v, row) -> v + row).to("out", out());
            emit2(stream.groupByKey(strings(null)).count());
        });
        PROGRAMS.put("stream-join-and-group", b -> {
            KStream<String, String> stream = rekeyed(b);
            stream.join(
                            stream(b, "b"),
                            (one, two) -> one + two,
                            NEAR,
                            StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String()))
                    .to("out", out());
            emit2(stream.groupByKey(strings(null)).count());
        });
        PROGRAMS.put("two-joins", b -> {
            KStream<String, String> stream = rekeyed(b);
            stream.leftJoin(table(b, "t"), (v, row) -> v + row, Joined.as("jn")).to("out", out());
            stream.join(table(b, "u"), (v, row) -> v + row).to("out2", out());
        });
        PROGRAMS.put("self-join", b -> {
            KStream<String, String> stream = stream(b, "a");
            stream.join(
                            stream,
                            (one, two) -> one + two,
                            NEAR,
                            StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String()))
                    .to("out", out());
        });
        PROGRAMS.put("self-join-rekeyed", b -> {
            KStream<String, String> stream = rekeyed(b);
            stream.join(
                            stream,
                            (one, two) -> one + two,
                            NEAR,
                            StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String())
                                    .withName("me"))
                    .to("out", out());
        });
        PROGRAMS.put("windows-and-sessions", b -> {
            KGroupedStream<String, String> grouped = rekeyed(b).groupByKey(strings(null));
            grouped.windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(50)))
                    .count()
                    .toStream((k, v) -> k.key())
                    .mapValues(v -> String.valueOf(v))
                    .to("out", out());
            grouped.windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofMillis(50)))
                    .count(Materialized.as("sessions"))
                    .toStream((k, v) -> k.key())
                    .mapValues(v -> String.valueOf(v))
                    .to("out2", out());
        });
        PROGRAMS.put("repartition-between", b -> {
            KStream<String, String> stream = rekeyed(b)
                    .repartition(Repartitioned.<String, String>as("mid").withKeySerde(Serdes.String()));
            emit(stream.groupByKey(strings(null)).count());
            emit2(stream.selectKey((k, v) -> v).groupByKey(strings(null)).count());
        });
        PROGRAMS.put("toTable-and-group", b -> {
            KStream<String, String> stream = rekeyed(b);
            emit(stream.toTable(Materialized.with(Serdes.String(), Serdes.String())));
            emit2(stream.groupByKey(strings(null)).count());
        });
        PROGRAMS.put("process-between", b -> {
            KStream<String, String> stream = rekeyed(b).processValues(Same::new);
            emit(stream.groupByKey(strings(null)).count());
            emit2(stream.process(Through::new).groupByKey(strings(null)).count());
        });
        PROGRAMS.put("cogroup-and-count", b -> {
            KGroupedStream<String, String> grouped = rekeyed(b).groupByKey(strings(null));
            emit(grouped.<String>cogroup((k, v, agg) -> agg + v)
                    .cogroup(stream(b, "b").groupByKey(strings(null)), (k, v, agg) -> agg + v)
                    .aggregate(() -> "", Materialized.with(Serdes.String(), Serdes.String())));
            emit2(grouped.count());
        });
        PROGRAMS.put(
                "table-stored",
                b -> emit(b.table("t", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("stored"))));
        PROGRAMS.put(
                "table-named",
                b -> emit(b.table(
                        "t",
                        Consumed.with(Serdes.String(), Serdes.String()).withName("tab"),
                        Materialized.as("stored"))));
        PROGRAMS.put(
                "table-unlogged",
                b -> emit(b.table(
                        "t",
                        Consumed.with(Serdes.String(), Serdes.String()),
                        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("stored")
                                .withLoggingDisabled()
                                .withCachingDisabled())));
        PROGRAMS.put(
                "table-grouped",
                b -> emit(table(b, "t")
                        .groupBy((k, v) -> KeyValue.pair(v.substring(0, 1), v), strings(null))
                        .count()));
        PROGRAMS.put("table-grouped-named", b -> {
            var grouped = table(b, "t").groupBy((k, v) -> KeyValue.pair(v.substring(0, 1), v), strings("tg"));
            emit(grouped.count(Named.as("cnt")));
            emit2(grouped.reduce((one, two) -> one + two, (one, two) -> one, Materialized.as("red")));
        });
        PROGRAMS.put(
                "table-joined",
                b -> emit(table(b, "t")
                        .join(table(b, "u"), (one, two) -> one + two, Named.as("j"), Materialized.as("joined"))));
        PROGRAMS.put(
                "table-filtered-joined",
                b -> emit(table(b, "t")
                        .filter((k, v) -> v.length() > 1, Named.as("long"))
                        .leftJoin(table(b, "u").mapValues(v -> v + "u", Named.as("us")), (one, two) -> one + two)));
        PROGRAMS.put("transformValues", b -> emit(table(b, "t").transformValues(Marking::new)));
        PROGRAMS.put(
                "transformValues-named",
                b -> emit(table(b, "t")
                        .transformValues(
                                Marking::new,
                                Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("marked")
                                        .withValueSerde(Serdes.String()),
                                Named.as("marking"))));
        PROGRAMS.put(
                "transformValues-joined",
                b -> emit(table(b, "t")
                        .transformValues(Marking::new)
                        .join(table(b, "u").transformValues(Marking::new), (one, two) -> one + two)));
        PROGRAMS.put("transformValues-with-store", b -> {
            b.addStateStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("mine"), Serdes.String(), Serdes.String()));
            emit(table(b, "t").transformValues(Marking::new, Named.as("m"), "mine"));
        });
        PROGRAMS.put(
                "suppressed-named",
                b -> emit(rekeyed(b)
                        .groupByKey(strings(null))
                        .count(Named.as("cnt"), Materialized.as("cnts"))
                        .suppress(Suppressed.<String>untilTimeLimit(Duration.ofMillis(10), BufferConfig.unbounded())
                                .withName("calm"))));
        PROGRAMS.put(
                "all-named",
                b -> rekeyed(b)
                        .filter((k, v) -> v != null, Named.as("f"))
                        .mapValues(v -> v, Named.as("mv"))
                        .map((k, v) -> KeyValue.pair(k, v), Named.as("m"))
                        .flatMap((k, v) -> List.of(KeyValue.pair(k, v)), Named.as("fm"))
                        .flatMapValues(v -> List.of(v), Named.as("fmv"))
                        .peek((k, v) -> {}, Named.as("p"))
                        .selectKey((k, v) -> k, Named.as("sk"))
                        .to("out", out().withName("sink")));
        PROGRAMS.put(
                "table-toStream-named",
                b -> table(b, "t").toStream((k, v) -> v, Named.as("ts")).to("out", out()));
        PROGRAMS.put(
                "named-source",
                b -> b.stream(
                                "a",
                                Consumed.with(Serdes.String(), Serdes.String()).withName("src"))
                        .to("out", out()));
        PROGRAMS.put(
                "chain-of-three",
                b -> emit(rekeyed(b)
                        .groupByKey(strings(null))
                        .count()
                        .toStream()
                        .map((k, v) -> KeyValue.pair(String.valueOf(v), k))
                        .groupByKey(strings(null))
                        .reduce((one, two) -> one + two)
                        .groupBy((k, v) -> KeyValue.pair(v, k), strings("last"))
                        .count()));
    }

    /** Appends a mark; has no state. */
    private static final class Marking implements ValueTransformerWithKey<String, String, String> {
        private ProcessorContext context;

        @Override
        public void init(ProcessorContext processorContext) {
            context = processorContext;
        }

        @Override
        public String transform(String readOnlyKey, String value) {
            return value == null ? null : readOnlyKey + value + context.timestamp();
        }

        @Override
        public void close() {}
    }

    private static final class Same extends ContextualFixedKeyProcessor<String, String, String> {
        @Override
        public void process(FixedKeyRecord<String, String> record) {
            context().forward(record);
        }
    }

    private static final class Through extends ContextualProcessor<String, String, String, String> {
        @Override
        public void process(Record<String, String> record) {
            context().forward(record);
        }
    }

    public static List<String> names() {
        List<String> names = new ArrayList<>();
        PROGRAMS.keySet().forEach(name -> OPTIMIZATIONS.forEach(optimization -> names.add(name + "@" + optimization)));
        names.removeIf(PlanPrograms::isRefusedByKafka);
        return names;
    }

    /** Kafka cannot merge the topics of uses that share an operation behind the change of the key: it throws. */
    private static boolean isRefusedByKafka(String name) {
        return refused().contains(name.substring(0, name.indexOf('@')))
                && (name.endsWith("all") || name.endsWith("merge.repartition.topics"));
    }

    static List<String> refused() {
        return List.of("map-then-filter-then-groups", "split-groups", "process-between");
    }

    private static Topology topology(String name) {
        String[] parts = name.split("@");
        StreamsBuilder builder = new StreamsBuilder();
        PROGRAMS.get(parts[0]).accept(builder);
        Properties props = new Properties();
        props.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, parts[1]);
        return builder.build(props);
    }

    public static String describe(String name) {
        return topology(name).describe().toString();
    }

    public static List<String> run(String name, List<Object[]> inputs, Map<String, String> configs) {
        return TwinPrograms.run(topology(name), inputs, configs);
    }
}
