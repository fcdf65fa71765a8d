package io.tailrace.streams.oracle;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.AutoOffsetReset;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.Topology;
import io.tailrace.streams.TopologyConfig;
import io.tailrace.streams.kstream.Branched;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.Joined;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Printed;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.Repartitioned;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.Suppressed.BufferConfig;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.UnlimitedWindows;
import io.tailrace.streams.processor.WallclockTimestampExtractor;
import io.tailrace.streams.processor.api.ContextualFixedKeyProcessor;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.FixedKeyProcessorSupplier;
import io.tailrace.streams.processor.api.FixedKeyRecord;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.ProcessorWrapper;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import io.tailrace.streams.processor.api.WrappedProcessorSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Topologies by hand, and what is refused, on both implementations. A program's description is that of its topology, or the error.
 *
 * <p><b>Threads:</b> the test's thread.
 */
@SuppressWarnings("deprecation") // what is deprecated is refused alike, too
public final class ErrorPrograms {
    private static final Map<String, Supplier<Object>> PROGRAMS = new LinkedHashMap<>();
    private static final Duration MS = Duration.ofMillis(10);

    private ErrorPrograms() {}

    private static void hand(String name, Consumer<Topology> program) {
        PROGRAMS.put(name, () -> {
            Topology topology = new Topology();
            program.accept(topology);
            return topology.describe();
        });
    }

    private static void dsl(String name, Consumer<StreamsBuilder> program) {
        PROGRAMS.put(name, () -> {
            StreamsBuilder builder = new StreamsBuilder();
            program.accept(builder);
            return builder.build().describe();
        });
    }

    private static void named(String name, Consumer<StreamsBuilder> program) {
        PROGRAMS.put("explicit-" + name, () -> {
            Properties props = new Properties();
            props.put(StreamsConfig.APPLICATION_ID_CONFIG, "twin");
            props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9");
            props.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
            StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(props)));
            program.accept(builder);
            return builder.build().describe();
        });
    }

    private static void wrapped(String name, Consumer<StreamsBuilder> program) {
        PROGRAMS.put("wrapped-" + name, () -> {
            Properties props = new Properties();
            props.put(StreamsConfig.APPLICATION_ID_CONFIG, "twin");
            props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9");
            props.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, Noting.class);
            StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(props)));
            Noting.NOTES.clear();
            program.accept(builder);
            String description = builder.build().describe().toString();
            return Noting.NOTES + "\n" + description;
        });
    }

    /** Notes what is wrapped, with its stores. */
    public static final class Noting implements ProcessorWrapper {
        private static final Set<String> NOTES = new TreeSet<>();

        private static void note(String name, Set<StoreBuilder<?>> stores) {
            Set<String> names = new TreeSet<>();
            if (stores != null) {
                stores.forEach(store -> names.add(store.name() + (store.loggingEnabled() ? "" : " unlogged")));
            }
            NOTES.add(name + names);
        }

        @Override
        public <KIn, VIn, KOut, VOut> WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
                String processorName, ProcessorSupplier<KIn, VIn, KOut, VOut> processorSupplier) {
            note(processorName, processorSupplier.stores());
            return ProcessorWrapper.asWrapped(processorSupplier);
        }

        @Override
        public <KIn, VIn, VOut> WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
                String processorName, FixedKeyProcessorSupplier<KIn, VIn, VOut> processorSupplier) {
            note(processorName, processorSupplier.stores());
            return ProcessorWrapper.asWrappedFixedKey(processorSupplier);
        }
    }

    private static void value(String name, Supplier<Object> program) {
        PROGRAMS.put(name, program);
    }

    private static StoreBuilder<KeyValueStore<String, String>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.String());
    }

    private static KStream<String, String> a(StreamsBuilder builder) {
        return builder.stream("a", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KTable<String, String> t(StreamsBuilder builder) {
        return builder.table("t", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KGroupedStream<String, String> grouped(StreamsBuilder builder) {
        return a(builder).groupByKey();
    }

    static {
        // sources
        hand("source", t -> t.addSource("s", "a", "b"));
        hand("source-pattern", t -> t.addSource("s", Pattern.compile("a.*")));
        hand("source-no-topic", t -> t.addSource("s", new String[0]));
        hand("source-null-name", t -> t.addSource((String) null, "a"));
        hand("source-null-topic", t -> t.addSource("s", (String) null));
        hand("source-null-pattern", t -> t.addSource("s", (Pattern) null));
        hand("source-twice", t -> t.addSource("s", "a").addSource("s", "b"));
        hand("source-topic-twice", t -> t.addSource("s", "a").addSource("s2", "a"));
        hand("source-topic-then-pattern", t -> t.addSource("s", "abc").addSource("s2", Pattern.compile("a.*")));
        hand(
                "source-pattern-then-topic",
                t -> t.addSource("s", Pattern.compile("a.*")).addSource("s2", "abc"));
        hand(
                "source-reset",
                t -> t.addSource(AutoOffsetReset.earliest(), "s", "a")
                        .addSource(AutoOffsetReset.latest(), "s2", Pattern.compile("b"))
                        .addSource(new WallclockTimestampExtractor(), "s3", "c")
                        .addSource(new WallclockTimestampExtractor(), "s4", Pattern.compile("d"))
                        .addSource(AutoOffsetReset.none(), new WallclockTimestampExtractor(), "s5", "e")
                        .addSource(
                                AutoOffsetReset.none(), new WallclockTimestampExtractor(), "s6", Pattern.compile("f"))
                        .addSource("s7", new StringDeserializer(), new StringDeserializer(), "g")
                        .addSource("s8", new StringDeserializer(), new StringDeserializer(), Pattern.compile("h"))
                        .addSource(
                                AutoOffsetReset.latest(), "s9", new StringDeserializer(), new StringDeserializer(), "i")
                        .addSource(
                                AutoOffsetReset.latest(),
                                "s10",
                                new StringDeserializer(),
                                new StringDeserializer(),
                                Pattern.compile("j"))
                        .addSource(
                                AutoOffsetReset.latest(),
                                "s11",
                                new WallclockTimestampExtractor(),
                                new StringDeserializer(),
                                new StringDeserializer(),
                                "k"));
        // processors
        hand("processor", t -> t.addSource("s", "a").addProcessor("p", Through::new, "s"));
        hand("processor-null-name", t -> t.addSource("s", "a").addProcessor(null, Through::new, "s"));
        hand(
                "processor-null-supplier",
                t -> t.addSource("s", "a")
                        .addProcessor("p", (ProcessorSupplier<Object, Object, Object, Object>) null, "s"));
        hand("processor-no-parent", t -> t.addProcessor("p", Through::new));
        hand("processor-unknown-parent", t -> t.addProcessor("p", Through::new, "s"));
        hand("processor-null-parent", t -> t.addSource("s", "a").addProcessor("p", Through::new, (String) null));
        hand("processor-self-parent", t -> t.addProcessor("p", Through::new, "p"));
        hand(
                "processor-twice",
                t -> t.addSource("s", "a").addProcessor("p", Through::new, "s").addProcessor("p", Through::new, "s"));
        hand(
                "processor-sink-parent",
                t -> t.addSource("s", "a").addSink("k", "b", "s").addProcessor("p", Through::new, "k"));
        hand("processor-one-instance", t -> {
            Through one = new Through();
            t.addSource("s", "a").addProcessor("p", () -> one, "s");
        });
        hand("processor-with-stores", t -> t.addSource("s", "a").addProcessor("p", new Storing(), "s"));
        // sinks
        hand(
                "sink",
                t -> t.addSource("s", "a")
                        .addSink("k", "b", "s")
                        .addSink("k2", "c", new StringSerializer(), new StringSerializer(), "s")
                        .addSink("k3", "d", (topic, key, value, n) -> java.util.Optional.empty(), "s")
                        .addSink(
                                "k4",
                                "e",
                                new StringSerializer(),
                                new StringSerializer(),
                                (topic, key, value, n) -> java.util.Optional.empty(),
                                "s"));
        hand("sink-null-name", t -> t.addSource("s", "a").addSink(null, "b", "s"));
        hand("sink-null-topic", t -> t.addSource("s", "a").addSink("k", (String) null, "s"));
        hand("sink-no-parent", t -> t.addSink("k", "b"));
        hand("sink-unknown-parent", t -> t.addSink("k", "b", "s"));
        hand("sink-self-parent", t -> t.addSink("k", "b", "k"));
        hand(
                "sink-sink-parent",
                t -> t.addSource("s", "a").addSink("k", "b", "s").addSink("k2", "c", "k"));
        hand("sink-twice", t -> t.addSource("s", "a").addSink("k", "b", "s").addSink("k", "c", "s"));
        hand("sink-to-source-topic", t -> t.addSource("s", "a").addSink("k", "a", "s"));
        // stores
        hand("store-null", t -> t.addSource("s", "a").addStateStore(null));
        hand("store-null-processor", t -> t.addStateStore(store("x"), (String) null));
        hand("store-unknown-processor", t -> t.addStateStore(store("x"), "p"));
        hand("store-to-source", t -> t.addSource("s", "a").addStateStore(store("x"), "s"));
        hand("store-to-sink", t -> t.addSource("s", "a").addSink("k", "b", "s").addStateStore(store("x"), "k"));
        hand("store-twice-same", t -> {
            StoreBuilder<?> builder = store("x");
            t.addSource("s", "a")
                    .addProcessor("p", Through::new, "s")
                    .addStateStore(builder, "p")
                    .addStateStore(builder);
        });
        hand(
                "store-twice-other",
                t -> t.addSource("s", "a")
                        .addProcessor("p", Through::new, "s")
                        .addStateStore(store("x"), "p")
                        .addStateStore(store("x"), "p"));
        hand("store-unconnected", t -> t.addSource("s", "a").addStateStore(store("x")));
        hand(
                "connect-none",
                t -> t.addSource("s", "a").addProcessor("p", Through::new, "s").connectProcessorAndStateStores("p"));
        hand("connect-null-processor", t -> t.addStateStore(store("x")).connectProcessorAndStateStores(null, "x"));
        hand(
                "connect-null-store",
                t -> t.addSource("s", "a")
                        .addProcessor("p", Through::new, "s")
                        .connectProcessorAndStateStores("p", (String) null));
        hand(
                "connect-null-stores",
                t -> t.addSource("s", "a")
                        .addProcessor("p", Through::new, "s")
                        .connectProcessorAndStateStores("p", (String[]) null));
        hand(
                "connect-unknown-store",
                t -> t.addSource("s", "a")
                        .addProcessor("p", Through::new, "s")
                        .connectProcessorAndStateStores("p", "x"));
        hand("connect-unknown-processor", t -> t.addStateStore(store("x")).connectProcessorAndStateStores("p", "x"));
        hand(
                "shared-store-joins-subtopologies",
                t -> t.addSource("s", "a")
                        .addSource("s2", "b")
                        .addSource("s3", "c")
                        .addProcessor("p", Through::new, "s")
                        .addProcessor("p2", Through::new, "s2")
                        .addProcessor("p3", Through::new, "s3")
                        .addStateStore(store("x"), "p", "p2")
                        .addSink("k", "out", "p", "p2"));
        hand("empty", t -> {});
        // the DSL
        dsl("no-such-store", b -> a(b).process(Through::new, "nowhere"));
        dsl("same-name-twice", b -> a(b).filter((k, v) -> true, Named.as("f")).filter((k, v) -> true, Named.as("f")));
        dsl("same-store-twice", b -> {
            grouped(b).count(Materialized.as("x"));
            grouped(b).count(Materialized.as("x"));
        });
        dsl("overlapping-topics", b -> {
            b.stream(List.of("a", "b"));
            b.stream(List.of("b", "c"));
        });
        dsl("stream-and-table-of-topic", b -> {
            b.stream("a");
            b.table("a");
        });
        dsl("reset-differs", b -> {
            b.stream("a", Consumed.with(AutoOffsetReset.earliest()));
            b.stream("a", Consumed.with(AutoOffsetReset.latest()));
        });
        dsl("reset-same", b -> {
            b.stream("a", Consumed.with(AutoOffsetReset.earliest()));
            b.stream("a", Consumed.with(AutoOffsetReset.earliest()));
        });
        dsl("patterns-same", b -> {
            b.stream(Pattern.compile("a.*")).to("x");
            b.stream(Pattern.compile("a.*")).to("y");
        });
        dsl(
                "grace-join-inherits-unversioned",
                b -> b.<String, String>stream("a")
                        .join(
                                b.<String, String>table("t", Materialized.as(Stores.inMemoryKeyValueStore("rows")))
                                        .filter((k, v) -> true),
                                (one, two) -> one + two,
                                graceful()));
        for (String kind : List.of("", "inherited-")) {
            dsl("grace-join-" + kind + "short-history", b -> {
                KTable<String, String> table = b.table(
                        "t", Materialized.as(Stores.persistentVersionedKeyValueStore("rows", Duration.ofMillis(5))));
                b.<String, String>stream("a")
                        .leftJoin(
                                kind.isEmpty() ? table : table.filter((k, v) -> true),
                                (one, two) -> one + two,
                                graceful());
            });
        }
        named(
                "grace-join",
                b -> b.<String, String>stream("a", Consumed.with(Serdes.String(), Serdes.String()))
                        .selectKey((k, v) -> v)
                        .join(
                                b.<String, String>table(
                                        "t",
                                        Materialized.as(
                                                Stores.persistentVersionedKeyValueStore("rows", Duration.ofDays(1)))),
                                (one, two) -> one + two,
                                Joined.<String, String, String>with(Serdes.String(), Serdes.String(), Serdes.String())
                                        .withGracePeriod(MS)));
        dsl("merge-null-named", b -> b.stream("a").merge(b.stream("b"), null));
        dsl("old-resets", b -> {
            b.stream("a", Consumed.with(Topology.AutoOffsetReset.EARLIEST));
            b.stream("a", Consumed.with(AutoOffsetReset.latest()));
        });
        dsl("old-resets-same", b -> {
            b.stream("a", Consumed.as("s").withOffsetResetPolicy(Topology.AutoOffsetReset.LATEST));
            b.stream("a", Consumed.with(AutoOffsetReset.latest()));
        });
        value(
                "join-windows-old",
                () -> JoinWindows.of(MS) + " "
                        + JoinWindows.of(MS).before(MS.multipliedBy(2)).grace(MS));
        value(
                "join-windows-grace-twice",
                () -> JoinWindows.ofTimeDifferenceWithNoGrace(MS).grace(MS));
        value("join-windows-old-negative", () -> JoinWindows.of(MS.negated()));
        dsl("no-topics", b -> b.stream(List.of()));
        dsl("null-topic", b -> b.stream((String) null));
        dsl("null-topics", b -> b.stream((List<String>) null));
        dsl("null-pattern", b -> b.stream((Pattern) null));
        dsl("null-consumed", b -> b.stream("a", null));
        dsl("table-null-topic", b -> b.table(null));
        dsl("null-store-builder", b -> b.addStateStore(null));
        dsl(
                "copartition-differs",
                b -> a(b).repartition(Repartitioned.<String, String>as("one").withNumberOfPartitions(2))
                        .join(
                                b.<String, String>stream("b")
                                        .repartition(Repartitioned.<String, String>as("two")
                                                .withNumberOfPartitions(3)),
                                (one, two) -> one,
                                JoinWindows.ofTimeDifferenceWithNoGrace(MS)));
        dsl("suppress-not-windowed", b -> suppressUntilClose(grouped(b).count()));
        dsl("suppress-table", b -> suppressUntilClose(t(b).filter((k, v) -> true)));
        dsl("null-filter", b -> a(b).filter(null));
        dsl("null-filter-named", b -> a(b).filter((k, v) -> true, null));
        dsl("null-filterNot", b -> a(b).filterNot(null));
        dsl("null-map", b -> a(b).<String, String>map(null));
        dsl("null-mapValues", b -> a(b).mapValues((io.tailrace.streams.kstream.ValueMapper<String, String>) null));
        dsl(
                "null-mapValues-key",
                b -> a(b).mapValues((io.tailrace.streams.kstream.ValueMapperWithKey<String, String, String>) null));
        dsl("null-flatMap", b -> a(b).<String, String>flatMap(null));
        dsl("null-selectKey", b -> a(b).<String>selectKey(null));
        dsl("null-peek", b -> a(b).peek(null));
        dsl("null-foreach", b -> a(b).foreach(null));
        dsl("null-print", b -> a(b).print(null));
        dsl("null-merge", b -> a(b).merge(null));
        dsl("null-to", b -> a(b).to((String) null));
        dsl("null-to-produced", b -> a(b).to("x", null));
        dsl("null-to-extractor", b -> a(b).to((io.tailrace.streams.processor.TopicNameExtractor<String, String>) null));
        dsl("null-repartition", b -> a(b).repartition(null));
        dsl("null-toTable", b -> a(b).toTable((Named) null));
        dsl(
                "null-toTable-materialized",
                b -> a(b).toTable((Materialized<String, String, KeyValueStore<Bytes, byte[]>>) null));
        dsl("null-groupBy", b -> a(b).<String>groupBy(null));
        dsl("null-groupBy-grouped", b -> a(b).groupBy((k, v) -> k, null));
        dsl("null-groupByKey", b -> a(b).groupByKey(null));
        dsl("null-process", b -> a(b).process((ProcessorSupplier<String, String, String, String>) null));
        dsl("null-process-store", b -> a(b).process(Through::new, (String) null));
        dsl("null-process-stores", b -> a(b).process(Through::new, (String[]) null));
        dsl("null-branch", b -> a(b).split().branch(null));
        dsl("null-branched", b -> a(b).split().branch((k, v) -> true, null));
        dsl("branch-after-default", b -> {
            var split = a(b).split();
            split.branch((k, v) -> true);
            split.defaultBranch();
            split.defaultBranch();
        });
        dsl("null-reduce", b -> grouped(b).reduce(null));
        dsl("null-aggregate", b -> grouped(b).aggregate(null, (k, v, agg) -> agg));
        dsl("null-aggregator", b -> grouped(b).aggregate(() -> "", null));
        dsl("null-count", b -> grouped(b).count((Named) null));
        dsl(
                "null-count-materialized",
                b -> grouped(b).count((Materialized<String, Long, KeyValueStore<Bytes, byte[]>>) null));
        dsl("null-windowedBy", b -> grouped(b).windowedBy((TimeWindows) null));
        dsl("null-windowedBy-session", b -> grouped(b).windowedBy((SessionWindows) null));
        dsl("null-windowedBy-sliding", b -> grouped(b).windowedBy((SlidingWindows) null));
        dsl("null-cogroup", b -> grouped(b).cogroup(null));
        dsl(
                "null-cogroup-second",
                b -> grouped(b).<String>cogroup((k, v, agg) -> agg).cogroup(null, (k, v, agg) -> agg));
        dsl(
                "null-cogroup-initializer",
                b -> grouped(b).<String>cogroup((k, v, agg) -> agg).aggregate(null));
        dsl(
                "null-session-merger",
                b -> grouped(b)
                        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(MS))
                        .aggregate(() -> "", (k, v, agg) -> agg, null));
        dsl("null-table-filter", b -> t(b).filter(null));
        dsl(
                "null-table-mapValues",
                b -> t(b).mapValues((io.tailrace.streams.kstream.ValueMapper<String, String>) null));
        dsl("null-table-groupBy", b -> t(b).<String, String>groupBy(null));
        dsl("null-table-join", b -> t(b).join((KTable<String, String>) null, (one, two) -> one));
        dsl(
                "null-table-transform",
                b -> t(b).transformValues(
                                (io.tailrace.streams.kstream.ValueTransformerWithKeySupplier<String, String, String>)
                                        null));
        dsl("null-table-toStream", b -> t(b).toStream((Named) null));
        dsl(
                "null-table-toStream-mapper",
                b -> t(b).toStream((io.tailrace.streams.kstream.KeyValueMapper<String, String, String>) null));
        dsl("null-subtractor", b -> t(b).groupBy((k, v) -> KeyValue.pair(k, v)).reduce((one, two) -> one, null));
        dsl(
                "retention-window",
                b -> grouped(b)
                        .windowedBy(TimeWindows.ofSizeAndGrace(MS, MS))
                        .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("w")
                                .withRetention(MS)));
        dsl(
                "retention-sliding",
                b -> grouped(b)
                        .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(MS, MS))
                        .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("w")
                                .withRetention(MS)));
        dsl(
                "retention-session",
                b -> grouped(b)
                        .windowedBy(SessionWindows.ofInactivityGapAndGrace(MS, MS))
                        .count(Materialized.<String, Long, io.tailrace.streams.state.SessionStore<Bytes, byte[]>>as("w")
                                .withRetention(MS)));
        dsl(
                "unlimited-on-close",
                b -> grouped(b)
                        .windowedBy(UnlimitedWindows.of())
                        .emitStrategy(EmitStrategy.onWindowClose())
                        .count());
        // parameter objects
        value("named-empty", () -> Named.as(""));
        value("named-dot", () -> Named.as("."));
        value("named-dots", () -> Named.as(".."));
        value("named-long", () -> Named.as("x".repeat(250)));
        value("named-longest", () -> Named.as("x".repeat(249)) != null);
        value("named-space", () -> Named.as("a b"));
        value("named-null", () -> Named.as(null));
        value("materialized-name", () -> Materialized.as("a/b"));
        value("materialized-null", () -> Materialized.as((String) null));
        value("materialized-retention", () -> Materialized.as("x").withRetention(Duration.ofMillis(-1)));
        value(
                "materialized-both",
                () -> Materialized.as(Stores.inMemoryKeyValueStore("x"))
                        .withStoreType(Materialized.StoreType.IN_MEMORY));
        value("time-zero", () -> TimeWindows.ofSizeWithNoGrace(Duration.ZERO));
        value("time-negative", () -> TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(-1)));
        value("time-null", () -> TimeWindows.ofSizeWithNoGrace(null));
        value("time-huge", () -> TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(Long.MAX_VALUE)));
        value("time-grace", () -> TimeWindows.ofSizeAndGrace(MS, Duration.ofMillis(-1)));
        value("time-grace-null", () -> TimeWindows.ofSizeAndGrace(MS, null));
        value("time-advance-zero", () -> TimeWindows.ofSizeWithNoGrace(MS).advanceBy(Duration.ZERO));
        value("time-advance-large", () -> TimeWindows.ofSizeWithNoGrace(MS).advanceBy(Duration.ofMillis(11)));
        value(
                "time-text",
                () -> TimeWindows.ofSizeAndGrace(MS, MS)
                        .advanceBy(Duration.ofMillis(5))
                        .toString());
        value("sliding-negative", () -> SlidingWindows.ofTimeDifferenceWithNoGrace(Duration.ofMillis(-1)));
        value("sliding-grace", () -> SlidingWindows.ofTimeDifferenceAndGrace(MS, Duration.ofMillis(-1)));
        value(
                "sliding-text",
                () -> SlidingWindows.ofTimeDifferenceAndGrace(MS, MS).toString());
        value("session-zero", () -> SessionWindows.ofInactivityGapWithNoGrace(Duration.ZERO));
        value("session-grace", () -> SessionWindows.ofInactivityGapAndGrace(MS, Duration.ofMillis(-1)));
        value(
                "session-text",
                () -> SessionWindows.ofInactivityGapAndGrace(MS, MS).toString());
        value("unlimited-negative", () -> UnlimitedWindows.of().startOn(Instant.ofEpochMilli(-1)));
        value(
                "unlimited-text",
                () -> UnlimitedWindows.of().startOn(Instant.ofEpochMilli(5)).toString());
        value("repartitioned-zero", () -> Repartitioned.numberOfPartitions(0) != null);
        value("printed-null-file", () -> Printed.toFile(null));
        value("printed-empty-file", () -> Printed.toFile(""));
        value("printed-null-label", () -> Printed.<String, String>toSysOut().withLabel(null));
        value("printed-null-mapper", () -> Printed.<String, String>toSysOut().withKeyValueMapper(null));
        value("produced-name", () -> Produced.<String, String>as("a b").withKeySerde(Serdes.String()) != null);
        value(
                "stream-joined-both",
                () -> StreamJoined.with(
                                Stores.inMemoryWindowStore("x", MS, MS, true),
                                Stores.inMemoryWindowStore("y", MS, MS, true))
                        != null);
        value("branched-null-function", () -> Branched.withFunction(null));
        value("branched-null-consumer", () -> Branched.withConsumer(null));
        value("grouped-name", () -> Grouped.as("a b") != null);
        // names that have to be explicit
        named("none-needed", b -> a(b).mapValues(v -> v).to("out"));
        named("count", b -> grouped(b).count());
        named("count-stored", b -> grouped(b).count(Materialized.as("x")));
        named(
                "count-unlogged",
                b -> grouped(b)
                        .count(Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>with(
                                        Serdes.String(), Serdes.Long())
                                .withLoggingDisabled()));
        named("regrouped", b -> a(b).groupBy((k, v) -> v).count());
        named("regrouped-stored", b -> a(b).groupBy((k, v) -> v).count(Materialized.as("x")));
        named(
                "regrouped-grouped-named",
                b -> a(b).groupBy((k, v) -> v, Grouped.with("g", Serdes.String(), Serdes.String()))
                        .count());
        named("repartition", b -> a(b).repartition());
        named("repartition-named", b -> a(b).repartition(Repartitioned.as("r")));
        named("table", b -> t(b).toStream().to("out"));
        named("toTable", b -> a(b).selectKey((k, v) -> v).toTable());
        named(
                "stream-join",
                b -> a(b).join(
                                b.<String, String>stream("b"),
                                (one, two) -> one,
                                JoinWindows.ofTimeDifferenceWithNoGrace(MS)));
        named(
                "stream-leftJoin",
                b -> a(b).leftJoin(
                                b.<String, String>stream("b"),
                                (one, two) -> one,
                                JoinWindows.ofTimeDifferenceWithNoGrace(MS)));
        named(
                "stream-join-named",
                b -> a(b).join(
                                b.<String, String>stream("b"),
                                (one, two) -> one,
                                JoinWindows.ofTimeDifferenceWithNoGrace(MS),
                                StreamJoined.<String, String, String>as("j").withName("j")));
        named("rekeyed-join", b -> a(b).selectKey((k, v) -> v).join(t(b), (one, two) -> one));
        named("suppress", b -> t(b).suppress(Suppressed.untilTimeLimit(MS, BufferConfig.unbounded())));
        named(
                "suppress-unlogged",
                b -> grouped(b)
                        .count(Materialized.as("x"))
                        .suppress(Suppressed.untilTimeLimit(
                                MS, BufferConfig.unbounded().withLoggingDisabled())));
        named(
                "table-group",
                b -> b.table("t", Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("ts"))
                        .groupBy((k, v) -> KeyValue.pair(v, k))
                        .count(Materialized.as("x")));
        named(
                "windows",
                b -> grouped(b).windowedBy(TimeWindows.ofSizeWithNoGrace(MS)).count());
        named(
                "cogroup",
                b -> a(b).groupBy((k, v) -> v)
                        .<String>cogroup((k, v, agg) -> agg)
                        .cogroup(b.<String, String>stream("b").groupBy((k, v) -> v), (k, v, agg) -> agg)
                        .aggregate(() -> ""));
        named(
                "cogroup-stored",
                b -> a(b).groupBy((k, v) -> v)
                        .<String>cogroup((k, v, agg) -> agg)
                        .aggregate(() -> "", Materialized.as("x")));
        // wrapped processors
        wrapped("count", b -> a(b).filter((k, v) -> true).groupBy((k, v) -> v).count(Materialized.as("x")));
        wrapped(
                "windows",
                b -> grouped(b).windowedBy(TimeWindows.ofSizeWithNoGrace(MS)).count());
        wrapped(
                "sliding",
                b -> grouped(b)
                        .windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(MS))
                        .count());
        wrapped(
                "sessions",
                b -> grouped(b)
                        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(MS))
                        .count());
        wrapped(
                "cogroup",
                b -> grouped(b)
                        .<String>cogroup((k, v, agg) -> agg)
                        .cogroup(b.<String, String>stream("b").groupByKey(), (k, v, agg) -> agg)
                        .aggregate(() -> ""));
        wrapped("suppress", b -> t(b).suppress(Suppressed.untilTimeLimit(MS, BufferConfig.unbounded())));
        wrapped(
                "table",
                b -> t(b).filter((k, v) -> true, Materialized.as("f"))
                        .mapValues(v -> v)
                        .toStream());
        wrapped(
                "table-join",
                b -> t(b).join(b.<String, String>table("u"), (one, two) -> one, Materialized.as("joined")));
        wrapped("table-group", b -> t(b).groupBy((k, v) -> KeyValue.pair(v, k)).count());
        wrapped("toTable", b -> a(b).toTable(Materialized.as("x")));
        wrapped("process", b -> a(b).process(new Storing()).processValues(Same::new));
        wrapped("stream-table", b -> a(b).join(t(b), (one, two) -> one));
        wrapped(
                "stream-join",
                b -> a(b).leftJoin(
                                b.<String, String>stream("b"),
                                (one, two) -> one,
                                JoinWindows.ofTimeDifferenceWithNoGrace(MS)));
        wrapped("split", b -> a(b).split().branch((k, v) -> true).defaultBranch());
    }

    private static Joined<String, String, String> graceful() {
        return Joined.<String, String, String>as("join").withGracePeriod(MS);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void suppressUntilClose(KTable table) {
        table.suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()));
    }

    private static final class Through extends ContextualProcessor<String, String, String, String> {
        @Override
        public void process(Record<String, String> record) {
            context().forward(record);
        }
    }

    private static final class Same extends ContextualFixedKeyProcessor<String, String, String> {
        @Override
        public void process(FixedKeyRecord<String, String> record) {
            context().forward(record);
        }
    }

    private static final class Storing implements ProcessorSupplier<String, String, String, String> {
        @Override
        public Processor<String, String, String, String> get() {
            return new Through();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(store("brought"));
        }
    }

    public static List<String> names() {
        return List.copyOf(PROGRAMS.keySet());
    }

    public static String describe(String name) {
        try {
            return String.valueOf(PROGRAMS.get(name).get());
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
