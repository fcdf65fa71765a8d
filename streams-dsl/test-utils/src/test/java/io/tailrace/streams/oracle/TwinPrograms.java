package io.tailrace.streams.oracle;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.TestInputTopic;
import io.tailrace.streams.Topology;
import io.tailrace.streams.TopologyTestDriver;
import io.tailrace.streams.kstream.Branched;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.Joined;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.Repartitioned;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.TopicNameExtractor;
import io.tailrace.streams.processor.api.ContextualFixedKeyProcessor;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.FixedKeyRecord;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.test.TestRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Programs that run on both implementations: this source is also compiled with Kafka's names in place of ours (see {@link KafkaTwin}).
 * So it uses only the public API and plain types at its surface.
 *
 * <p><b>Threads:</b> the test's thread.
 */
public final class TwinPrograms {
    private static final Map<String, Consumer<StreamsBuilder>> PROGRAMS = new LinkedHashMap<>();
    private static final Duration SIZE = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofMillis(50);

    private TwinPrograms() {}

    private static KStream<String, String> a(StreamsBuilder builder) {
        return builder.stream("a", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KTable<String, String> t(StreamsBuilder builder) {
        return builder.table("t", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KTable<String, String> u(StreamsBuilder builder) {
        return builder.table("u", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("u-store"));
    }

    private static Produced<String, String> out() {
        return Produced.with(Serdes.String(), Serdes.String());
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

    private static KGroupedStream<String, String> regrouped(StreamsBuilder builder) {
        return a(builder)
                .selectKey((key, value) -> value == null ? "none" : value.substring(0, 1))
                .groupByKey(Grouped.with(Serdes.String(), Serdes.String()));
    }

    static {
        PROGRAMS.put(
                "filter",
                b -> a(b).filter((k, v) -> v != null && v.length() > 2).to("out", out()));
        PROGRAMS.put(
                "filterNot-named",
                b -> a(b).filterNot((k, v) -> "x".equals(k), Named.as("no-x")).to("out", out()));
        PROGRAMS.put("map", b -> a(b).map((k, v) -> KeyValue.pair(v, k)).to("out", out()));
        PROGRAMS.put("mapValues", b -> a(b).mapValues((k, v) -> k + ":" + v).to("out", out()));
        PROGRAMS.put(
                "flatMap",
                b -> a(b).flatMap((k, v) -> List.of(KeyValue.pair(k + "1", v), KeyValue.pair(k + "2", v)))
                        .to("out", out()));
        PROGRAMS.put(
                "flatMapValues",
                b -> a(b).flatMapValues(v -> v == null ? List.of() : List.of(v, v + "!"))
                        .to("out", out()));
        PROGRAMS.put(
                "selectKey", b -> a(b).selectKey((k, v) -> v).peek((k, v) -> {}).to("out", out()));
        PROGRAMS.put("foreach", b -> a(b).foreach((k, v) -> {}));
        PROGRAMS.put(
                "merge",
                b -> a(b).merge(b.stream("b", Consumed.with(Serdes.String(), Serdes.String())))
                        .to("out", out()));
        PROGRAMS.put("merge-self", b -> {
            KStream<String, String> stream = a(b);
            stream.mapValues(v -> v + "l")
                    .merge(stream.filter((k, v) -> k != null), Named.as("both"))
                    .to("out", out());
        });
        PROGRAMS.put("same-topic-twice", b -> {
            a(b).to("out", out());
            a(b).mapValues(v -> v + "2").to("out2", out());
        });
        PROGRAMS.put("split", b -> {
            Map<String, KStream<String, String>> branches = a(b).split(Named.as("split-"))
                    .branch((k, v) -> "x".equals(k), Branched.as("x"))
                    .branch((k, v) -> "y".equals(k))
                    .branch((k, v) -> "z".equals(k), Branched.withConsumer(s -> s.to("out2", out())))
                    .defaultBranch(Branched.as("rest"));
            branches.get("split-x").to("out", out());
            branches.get("split-2").mapValues(v -> v + "2").to("out", out());
            branches.get("split-rest").to("out3", out());
        });
        PROGRAMS.put("split-unnamed", b -> {
            Map<String, KStream<String, String>> branches =
                    a(b).split().branch((k, v) -> "x".equals(k)).noDefaultBranch();
            branches.values().forEach(s -> s.to("out", out()));
        });
        PROGRAMS.put("to-extractor", b -> a(b).to(new Chooser(), out()));
        PROGRAMS.put(
                "repartition",
                b -> a(b).map((k, v) -> KeyValue.pair(v, v))
                        .repartition(Repartitioned.with(Serdes.String(), Serdes.String()))
                        .to("out", out()));
        PROGRAMS.put(
                "repartition-named",
                b -> a(b).repartition(Repartitioned.<String, String>as("again")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.String())
                                .withNumberOfPartitions(3))
                        .to("out", out()));
        PROGRAMS.put("count", b -> emit(a(b).groupByKey().count()));
        PROGRAMS.put("count-named", b -> emit(a(b).groupByKey().count(Named.as("counter"), Materialized.as("counts"))));
        PROGRAMS.put(
                "count-serdes", b -> emit(a(b).groupByKey().count(Materialized.with(Serdes.String(), Serdes.Long()))));
        PROGRAMS.put("count-regrouped", b -> emit(regrouped(b).count()));
        PROGRAMS.put(
                "count-groupBy-named",
                b -> emit(a(b).groupBy(
                                (k, v) -> String.valueOf(v), Grouped.with("by-value", Serdes.String(), Serdes.String()))
                        .count()));
        PROGRAMS.put("two-aggregations-of-named-group", b -> {
            KGroupedStream<String, String> grouped = a(b).groupBy(
                            (k, v) -> String.valueOf(v), Grouped.with("by-value", Serdes.String(), Serdes.String()));
            emit(grouped.count());
            grouped.reduce((one, two) -> two).toStream().to("out2", out());
        });
        PROGRAMS.put("reduce", b -> emit(a(b).groupByKey().reduce((one, two) -> one + two)));
        PROGRAMS.put(
                "aggregate",
                b -> emit(a(b).groupByKey()
                        .aggregate(
                                () -> "",
                                (k, v, agg) -> v.equals("del") ? null : agg + v,
                                Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "tumbling",
                b -> emitWindowed(a(b).groupByKey()
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
                        .count()));
        PROGRAMS.put(
                "tumbling-no-grace-reduce",
                b -> emitWindowed(a(b).groupByKey()
                        .windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE))
                        .reduce((one, two) -> String.valueOf(one) + two)));
        PROGRAMS.put(
                "hopping",
                b -> emitWindowed(regrouped(b)
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE).advanceBy(Duration.ofMillis(40)))
                        .aggregate(
                                () -> "",
                                (k, v, agg) -> agg + v,
                                Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "tumbling-final",
                b -> emitWindowed(a(b).groupByKey()
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
                        .emitStrategy(EmitStrategy.onWindowClose())
                        .count(Named.as("final"), Materialized.as("final-store"))));
        PROGRAMS.put(
                "session",
                b -> emitWindowed(a(b).groupByKey()
                        .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(30), GRACE))
                        .count()));
        PROGRAMS.put(
                "session-reduce",
                b -> emitWindowed(a(b).groupByKey()
                        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofMillis(20)))
                        .reduce((one, two) -> one + "+" + two)));
        PROGRAMS.put(
                "session-final",
                b -> emitWindowed(a(b).groupByKey()
                        .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(30), GRACE))
                        .emitStrategy(EmitStrategy.onWindowClose())
                        .aggregate(
                                () -> "",
                                (k, v, agg) -> agg + v,
                                (k, one, two) -> one + two,
                                Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "windowed-key-sink",
                b -> a(b).groupByKey()
                        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
                        .reduce((one, two) -> two)
                        .toStream()
                        .to("out"));
        PROGRAMS.put(
                "session-key-sink",
                b -> a(b).groupByKey()
                        .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(30), GRACE))
                        .reduce((one, two) -> two)
                        .toStream()
                        .to("out"));
        PROGRAMS.put("table", b -> emit(t(b)));
        PROGRAMS.put("table-stored", b -> emit(u(b)));
        PROGRAMS.put("toTable", b -> emit(a(b).toTable()));
        PROGRAMS.put(
                "toTable-regrouped",
                b -> emit(a(b).selectKey((k, v) -> v)
                        .toTable(Named.as("tab"), Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put("table-filter", b -> emit(t(b).filter((k, v) -> v.length() > 2)));
        PROGRAMS.put(
                "table-filter-stored",
                b -> emit(t(b).filterNot((k, v) -> v.length() > 2, Materialized.as("short"))
                        .mapValues(v -> v + "s")));
        PROGRAMS.put("table-mapValues", b -> emit(t(b).mapValues((k, v) -> k + v)));
        PROGRAMS.put(
                "table-mapValues-stored",
                b -> emit(t(b).mapValues(
                                v -> v + "m",
                                Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("mapped")
                                        .withValueSerde(Serdes.String()))));
        PROGRAMS.put(
                "table-filter-with-serdes-only",
                b -> emit(t(b).filter((k, v) -> true, Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "table-groupBy-count",
                b -> emit(t(b).groupBy(
                                (k, v) -> KeyValue.pair(v.substring(0, 1), v),
                                Grouped.with(Serdes.String(), Serdes.String()))
                        .count()));
        PROGRAMS.put(
                "table-groupBy-reduce",
                b -> emit(t(b).filter((k, v) -> v.length() > 1)
                        .groupBy(
                                (k, v) -> KeyValue.pair(v.substring(0, 1), v),
                                Grouped.with("g", Serdes.String(), Serdes.String()))
                        .reduce((agg, v) -> agg + "+" + v, (agg, v) -> agg + "-" + v, Materialized.as("reduced"))));
        PROGRAMS.put(
                "table-groupBy-aggregate",
                b -> emit(u(b).groupBy(
                                (k, v) -> KeyValue.pair(v.substring(0, 1), v),
                                Grouped.with(Serdes.String(), Serdes.String()))
                        .aggregate(
                                () -> "0",
                                (k, v, agg) -> agg + "+" + v,
                                (k, v, agg) -> agg + "-" + v,
                                Named.as("agg"),
                                Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put(
                "count-then-groupBy",
                b -> emit(a(b).groupByKey()
                        .count()
                        .groupBy((k, v) -> KeyValue.pair("n" + v, k), Grouped.with(Serdes.String(), Serdes.String()))
                        .count()));
        PROGRAMS.put(
                "stream-table-join",
                b -> a(b).join(t(b), (v, row) -> v + "/" + row).to("out", out()));
        PROGRAMS.put(
                "stream-table-leftJoin",
                b -> a(b).leftJoin(u(b), (k, v, row) -> k + v + "/" + row, Joined.as("left"))
                        .to("out", out()));
        PROGRAMS.put(
                "stream-table-join-regrouped",
                b -> a(b).selectKey((k, v) -> v)
                        .join(
                                t(b).filter((k, v) -> v.length() > 1),
                                (v, row) -> v + "/" + row,
                                Joined.with(Serdes.String(), Serdes.String(), Serdes.String()))
                        .to("out", out()));
        PROGRAMS.put(
                "stream-table-leftJoin-regrouped",
                b -> a(b).selectKey((k, v) -> v)
                        .leftJoin(
                                t(b),
                                (v, row) -> v + "/" + row,
                                Joined.with(Serdes.String(), Serdes.String(), Serdes.String(), "lj"))
                        .to("out", out()));
        PROGRAMS.put("join-with-count", b -> {
            KStream<String, String> stream = a(b);
            KTable<String, Long> counts = stream.groupByKey().count();
            stream.join(counts, (v, n) -> v + n).to("out", out());
        });
        PROGRAMS.put("table-join", b -> emit(t(b).join(u(b), (one, two) -> one + "&" + two)));
        PROGRAMS.put(
                "table-leftJoin-stored",
                b -> emit(t(b).leftJoin(
                                u(b),
                                (one, two) -> one + "&" + two,
                                Named.as("lj"),
                                Materialized.with(Serdes.String(), Serdes.String()))));
        PROGRAMS.put("table-outerJoin", b -> emit(t(b).outerJoin(u(b), (one, two) -> one + "&" + two)));
        PROGRAMS.put(
                "table-outerJoin-grouped",
                b -> emit(t(b).outerJoin(u(b), (one, two) -> one + "&" + two)
                        .groupBy((k, v) -> KeyValue.pair(v, k), Grouped.with(Serdes.String(), Serdes.String()))
                        .count()));
        PROGRAMS.put(
                "table-join-of-joins",
                b -> emit(t(b).join(u(b), (one, two) -> one + "&" + two)
                        .leftJoin(a(b).groupByKey().count(), (one, n) -> one + "#" + n)));
        PROGRAMS.put("process", b -> {
            b.addStateStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("seen"), Serdes.String(), Serdes.String()));
            a(b).process(Previous::new, "seen").to("out", out());
        });
        PROGRAMS.put(
                "processValues",
                b -> a(b).processValues(Marker::new, Named.as("marker")).to("out", out()));
        PROGRAMS.put(
                "punctuate", b -> a(b).process(Ticker::new, Named.as("ticker")).to("out", out()));
    }

    /** A topic by key, with a text that does not depend on the class. */
    private static final class Chooser implements TopicNameExtractor<String, String> {
        @Override
        public String extract(String key, String value, RecordContext recordContext) {
            return "x".equals(key) ? "out" : "out2";
        }

        @Override
        public String toString() {
            return "chooser";
        }
    }

    /** Forwards each value with the one before it of the same key. */
    private static final class Previous extends ContextualProcessor<String, String, String, String> {
        private KeyValueStore<String, String> seen;

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            seen = context.getStateStore("seen");
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.key() != null) {
                context().forward(record.withValue(seen.get(record.key()) + ">" + record.value()));
                seen.put(record.key(), record.value());
            }
        }
    }

    /** Adds a header and moves the timestamp. */
    private static final class Marker extends ContextualFixedKeyProcessor<String, String, String> {
        @Override
        public void process(FixedKeyRecord<String, String> record) {
            record.headers().add("marked", new byte[] {1});
            context().forward(record.withTimestamp(record.timestamp() + 1));
            context().forward(record.withValue(record.value() + context().currentStreamTimeMs()));
        }
    }

    /** Forwards what both clocks say. */
    private static final class Ticker extends ContextualProcessor<String, String, String, String> {
        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            context.schedule(
                    Duration.ofMillis(70),
                    PunctuationType.STREAM_TIME,
                    time -> context.forward(new Record<>("stream", Long.toString(time), time)));
            context.schedule(
                    Duration.ofMillis(400),
                    PunctuationType.WALL_CLOCK_TIME,
                    time -> context.forward(new Record<>("wall", Long.toString(time), time)));
        }

        @Override
        public void process(Record<String, String> record) {}
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

    /**
     * Runs a program and returns what it wrote, one line a record: topic, key, value, timestamp, headers.
     *
     * @param inputs per record: topic, key, value, timestamp; a null topic moves the wall clock by the timestamp
     */
    public static List<String> run(String name, List<Object[]> inputs, Map<String, String> configs) {
        return run(topology(name), inputs, configs);
    }

    static List<String> run(Topology topology, List<Object[]> inputs, Map<String, String> configs) {
        Properties props = new Properties();
        props.put("application.id", "twin");
        props.put("bootstrap.servers", "localhost:9");
        if (TwinPrograms.class.getName().startsWith("org.apache")) { // ours has a directory of its own by default
            String process = "twin-" + ProcessHandle.current().pid();
            props.put(
                    "state.dir",
                    Path.of(System.getProperty("java.io.tmpdir"), process).toString());
        }
        props.put("default.key.serde", Serdes.StringSerde.class.getName());
        props.put("default.value.serde", Serdes.StringSerde.class.getName());
        props.put("dsl.store.suppliers.class", BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class.getName());
        props.putAll(configs);
        if (props.remove("rocksdb") != null) {
            props.put("dsl.store.suppliers.class", BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers.class.getName());
        }
        List<String> lines = new ArrayList<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, props, Instant.ofEpochMilli(1000))) {
            for (Object[] input : inputs) {
                long time = (Long) input[3];
                if (input[0] == null) {
                    driver.advanceWallClockTime(Duration.ofMillis(time));
                    continue;
                }
                Headers headers = new RecordHeaders();
                headers.add("h", new byte[] {(byte) time});
                TestInputTopic<String, String> topic =
                        driver.createInputTopic((String) input[0], new StringSerializer(), new StringSerializer());
                try {
                    topic.pipeInput(new TestRecord<>((String) input[1], (String) input[2], headers, time));
                } catch (IllegalArgumentException e) {
                    lines.add("not read: " + input[0]);
                }
            }
            for (String topic : new TreeSet<>(driver.producedTopicNames())) {
                driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .forEach(record -> lines.add(topic + " " + text(record.key()) + " " + text(record.value()) + " "
                                + record.timestamp() + " " + record.headers()));
            }
        }
        return lines;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
