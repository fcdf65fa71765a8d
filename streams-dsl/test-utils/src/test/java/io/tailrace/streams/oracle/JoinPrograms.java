package io.tailrace.streams.oracle;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.GlobalKTable;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.Joined;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.kstream.TableJoined;
import io.tailrace.streams.kstream.ValueTransformerWithKey;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.Stores;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Joins, to run on both implementations like {@link TwinPrograms}.
 *
 * <p><b>Threads:</b> the test's thread.
 */
public final class JoinPrograms {
    private static final Map<String, Consumer<StreamsBuilder>> PROGRAMS = new LinkedHashMap<>();
    private static final Duration SIZE = Duration.ofMillis(30);
    private static final Duration GRACE = Duration.ofMillis(50);
    private static final JoinWindows NEAR = JoinWindows.ofTimeDifferenceAndGrace(SIZE, GRACE);
    private static final JoinWindows STRICT = JoinWindows.ofTimeDifferenceWithNoGrace(SIZE);

    private JoinPrograms() {}

    static {
        addStreamJoins(PROGRAMS);
        addGlobalTables(PROGRAMS);
        addForeignKeyJoins(PROGRAMS);
        addVersionedTables(PROGRAMS);
    }

    public static List<String> names() {
        return List.copyOf(PROGRAMS.keySet());
    }

    private static Topology topology(String name) {
        StreamsBuilder builder = new StreamsBuilder();
        PROGRAMS.get(name).accept(builder);
        Properties config = new Properties();
        if (name.endsWith("-single-store")) {
            config.put("topology.optimization", "single.store.self.join");
        }
        return builder.build(config);
    }

    public static String describe(String name) {
        return topology(name).describe().toString();
    }

    public static List<String> run(String name, List<Object[]> inputs, Map<String, String> configs) {
        return TwinPrograms.run(topology(name), inputs, configs);
    }

    private static KStream<String, String> a(StreamsBuilder builder) {
        return builder.stream("a", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KStream<String, String> b(StreamsBuilder builder) {
        return builder.stream("b", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static StreamJoined<String, String, String> strings() {
        return StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String());
    }

    private static void out(KStream<String, String> stream) {
        stream.to("out", Produced.with(Serdes.String(), Serdes.String()));
    }

    private static String pair(String one, String two) {
        return one + "/" + two;
    }

    private static KStream<String, String> byValue(KStream<String, String> stream) {
        return stream.map((k, v) -> KeyValue.pair(v == null ? k : v.substring(0, 1), v));
    }

    private static void addStreamJoins(Map<String, Consumer<StreamsBuilder>> programs) {
        programs.put("streams-join", b -> out(a(b).join(b(b), JoinPrograms::pair, NEAR)));
        programs.put("streams-join-key", b -> out(a(b).join(b(b), (k, v, w) -> k + v + w, STRICT, strings())));
        programs.put("streams-leftJoin", b -> out(a(b).leftJoin(b(b), JoinPrograms::pair, NEAR, strings())));
        programs.put("streams-leftJoin-strict", b -> out(a(b).leftJoin(b(b), JoinPrograms::pair, STRICT)));
        programs.put("streams-outerJoin", b -> out(a(b).outerJoin(b(b), JoinPrograms::pair, NEAR)));
        programs.put(
                "streams-outerJoin-strict", b -> out(a(b).outerJoin(b(b), (k, v, w) -> k + v + w, STRICT, strings())));
        programs.put(
                "streams-join-before",
                b -> out(a(b).join(b(b), JoinPrograms::pair, NEAR.before(Duration.ofMillis(70)))));
        programs.put("streams-leftJoin-eager", b -> out(a(b).leftJoin(b(b), JoinPrograms::pair, eager())));
        programs.put("streams-outerJoin-eager", b -> out(a(b).outerJoin(b(b), JoinPrograms::pair, eager())));
        programs.put(
                "streams-outerJoin-after",
                b -> out(a(b).outerJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR.before(Duration.ZERO).after(Duration.ofMillis(60)),
                                strings())));
        programs.put(
                "streams-leftJoin-later-only",
                b -> out(a(b).leftJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR.before(Duration.ofMillis(-5)).after(Duration.ofMillis(60)),
                                strings())));
        programs.put(
                "streams-outerJoin-named",
                b -> out(a(b).outerJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR,
                                strings().withName("near").withStoreName("kept"))));
        programs.put(
                "streams-leftJoin-named",
                b -> out(a(b).leftJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR,
                                strings().withName("near").withStoreName("kept"))));
        programs.put(
                "streams-join-store-named",
                b -> out(a(b).join(b(b), JoinPrograms::pair, NEAR, StreamJoined.as("kept"))));
        programs.put(
                "streams-outerJoin-not-logged",
                b -> out(
                        a(b).outerJoin(b(b), JoinPrograms::pair, NEAR, strings().withLoggingDisabled())));
        programs.put(
                "streams-outerJoin-suppliers",
                b -> out(a(b).outerJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR,
                                strings()
                                        .withThisStoreSupplier(Stores.inMemoryWindowStore(
                                                "mine", Duration.ofMillis(110), Duration.ofMillis(60), true))
                                        .withOtherStoreSupplier(Stores.persistentWindowStore(
                                                "theirs", Duration.ofMillis(110), Duration.ofMillis(60), true)))));
        programs.put(
                "streams-outerJoin-rocksdb",
                b -> out(a(b).outerJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR,
                                strings().withDslStoreSuppliers(BuiltInDslStoreSuppliers.ROCKS_DB))));
        programs.put(
                "streams-join-regrouped",
                b -> out(byValue(a(b)).join(byValue(b(b)), JoinPrograms::pair, NEAR, strings())));
        programs.put(
                "streams-leftJoin-regrouped-named",
                b -> out(byValue(a(b))
                        .leftJoin(b(b), JoinPrograms::pair, NEAR, strings().withName("lj"))));
        programs.put(
                "streams-outerJoin-regrouped",
                b -> out(a(b).selectKey((k, v) -> v).outerJoin(byValue(b(b)), JoinPrograms::pair, NEAR, strings())));
        programs.put("streams-two-joins-of-regrouped", b -> {
            KStream<String, String> regrouped = byValue(a(b));
            out(regrouped.join(b(b), JoinPrograms::pair, NEAR, strings()));
            out(regrouped.leftJoin(b(b), (v, w) -> v + "&" + w, STRICT, strings()));
        });
        programs.put(
                "streams-join-of-joins",
                b -> out(a(b).leftJoin(b(b), JoinPrograms::pair, NEAR, strings())
                        .outerJoin(b(b), JoinPrograms::pair, NEAR, strings())));
        programs.put("streams-self-join", b -> {
            KStream<String, String> stream = a(b);
            out(stream.join(stream, JoinPrograms::pair, NEAR, strings()));
        });
        programs.put("streams-self-join-single-store", b -> {
            KStream<String, String> stream = a(b);
            out(stream.join(stream, JoinPrograms::pair, NEAR, strings()));
        });
        programs.put("streams-self-leftJoin-named-single-store", b -> {
            KStream<String, String> stream = a(b).filter((k, v) -> k != null);
            out(stream.leftJoin(
                    stream,
                    JoinPrograms::pair,
                    NEAR.after(Duration.ofMillis(5)),
                    strings().withName("own")));
        });
        programs.put(
                "streams-join-of-same-topic-single-store",
                b -> out(a(b).join(a(b), (k, v, w) -> k + v + w, STRICT, strings())));
        programs.put("streams-join-of-same-topic", b -> out(a(b).join(a(b), JoinPrograms::pair, NEAR, strings())));
    }

    private static GlobalKTable<String, String> globalT(StreamsBuilder builder) {
        return builder.globalTable("t", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static void addGlobalTables(Map<String, Consumer<StreamsBuilder>> programs) {
        programs.put("global-join", b -> out(a(b).join(globalT(b), (k, v) -> k, JoinPrograms::pair)));
        programs.put("global-join-by-value", b -> out(a(b).join(globalT(b), (k, v) -> v, (k, v, row) -> k + v + row)));
        programs.put("global-leftJoin", b -> out(a(b).leftJoin(globalT(b), (k, v) -> v, JoinPrograms::pair)));
        programs.put(
                "global-leftJoin-named",
                b -> out(a(b).leftJoin(
                                b.globalTable(
                                        "t",
                                        Consumed.with(Serdes.String(), Serdes.String())
                                                .withName("every-t"),
                                        Materialized.as("all-t")),
                                (k, v) -> k,
                                (k, v, row) -> k + v + row,
                                Named.as("looked-up"))));
        programs.put(
                "global-of-materialized",
                b -> out(a(b).join(
                                b.globalTable(
                                        "u",
                                        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("all-u")
                                                .withKeySerde(Serdes.String())
                                                .withValueSerde(Serdes.String())),
                                (k, v) -> k,
                                JoinPrograms::pair)));
        programs.put(
                "global-leftJoin-of-regrouped",
                b -> out(byValue(a(b))
                        .leftJoin(globalT(b), (k, v) -> k, JoinPrograms::pair)
                        .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                        .reduce((one, two) -> two)
                        .toStream()));
        programs.put("global-two", b -> {
            GlobalKTable<String, String> t = globalT(b);
            GlobalKTable<String, String> u = b.globalTable("u", Consumed.with(Serdes.String(), Serdes.String()));
            out(a(b).leftJoin(t, (k, v) -> k, JoinPrograms::pair).leftJoin(u, (k, v) -> k, JoinPrograms::pair));
            out(b(b).join(t, (k, v) -> k, JoinPrograms::pair));
        });
        programs.put("global-fed-by-itself", b -> {
            a(b).mapValues(v -> v == null ? null : v + "!").to("t", Produced.with(Serdes.String(), Serdes.String()));
            out(a(b).leftJoin(globalT(b), (k, v) -> k, JoinPrograms::pair));
        });
        programs.put("global-store", b -> {
            b.addGlobalStore(
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("lengths"), Serdes.String(), Serdes.Integer()),
                    "t",
                    Consumed.with(Serdes.String(), Serdes.String()),
                    Lengths::new);
            out(a(b).process(LengthOf::new));
        });
    }

    private static KTable<String, String> t(StreamsBuilder builder) {
        return builder.table("t", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KTable<String, String> u(StreamsBuilder builder) {
        return builder.table("u", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("u-store"));
    }

    private static <V> void outTable(KTable<String, V> table) {
        out(table.toStream().mapValues(value -> String.valueOf(value)));
    }

    /** A key that may be in the other table, or null. */
    private static String reference(String value) {
        return value.length() == 1 && !value.equals("o") ? value : value.equals("del") ? null : "z";
    }

    private static void addForeignKeyJoins(Map<String, Consumer<StreamsBuilder>> programs) {
        programs.put("foreign-join", b -> outTable(t(b).join(u(b), JoinPrograms::reference, JoinPrograms::pair)));
        programs.put(
                "foreign-leftJoin", b -> outTable(t(b).leftJoin(u(b), JoinPrograms::reference, JoinPrograms::pair)));
        programs.put(
                "foreign-join-by-key-and-value",
                b -> outTable(t(b).join(
                                u(b),
                                (k, v) -> v.equals("del") ? null : k,
                                JoinPrograms::pair,
                                Materialized.with(Serdes.String(), Serdes.String()))));
        programs.put(
                "foreign-leftJoin-named",
                b -> outTable(t(b).leftJoin(
                                u(b),
                                JoinPrograms::reference,
                                JoinPrograms::pair,
                                TableJoined.as("refers"),
                                Materialized.as("joined"))));
        programs.put(
                "foreign-join-partitioned",
                b -> outTable(t(b).join(
                                u(b),
                                JoinPrograms::reference,
                                JoinPrograms::pair,
                                TableJoined.with(
                                        (topic, key, value, count) -> Optional.of(Set.of(0)),
                                        (topic, key, value, count) -> Optional.of(Set.of(0))))));
        programs.put(
                "foreign-join-of-computed",
                b -> outTable(t(b).filter((k, v) -> !v.equals("one"))
                        .mapValues(v -> v.substring(0, 1))
                        .join(u(b).mapValues(v -> v + "!"), JoinPrograms::reference, JoinPrograms::pair)));
        programs.put(
                "foreign-leftJoin-counted",
                b -> outTable(t(b).leftJoin(u(b), JoinPrograms::reference, JoinPrograms::pair)
                        .groupBy((k, v) -> KeyValue.pair(v, k), Grouped.with(Serdes.String(), Serdes.String()))
                        .count()));
        programs.put(
                "foreign-join-of-joins",
                b -> outTable(t(b).join(u(b), JoinPrograms::reference, JoinPrograms::pair)
                        .leftJoin(a(b).groupByKey().count(), v -> v.substring(0, 1), (v, n) -> v + "#" + n)));
        programs.put("foreign-join-with-itself", b -> {
            KTable<String, String> table = t(b);
            outTable(table.leftJoin(table, JoinPrograms::reference, JoinPrograms::pair));
        });
    }

    private static KTable<String, String> versioned(StreamsBuilder builder, String topic) {
        return builder.table(
                topic,
                Consumed.with(Serdes.String(), Serdes.String()),
                Materialized.as(Stores.persistentVersionedKeyValueStore(topic + "-history", Duration.ofMillis(150))));
    }

    /** The old windows, in which a record without a partner does not wait for one. */
    @SuppressWarnings("deprecation")
    private static JoinWindows eager() {
        return JoinWindows.of(SIZE).grace(GRACE);
    }

    private static Joined<String, String, String> waiting(long graceMs) {
        return Joined.<String, String, String>with(Serdes.String(), Serdes.String(), Serdes.String())
                .withGracePeriod(Duration.ofMillis(graceMs));
    }

    private static void addVersionedTables(Map<String, Consumer<StreamsBuilder>> programs) {
        programs.put("versioned-table", b -> outTable(versioned(b, "t")));
        programs.put("versioned-stream-join", b -> out(a(b).join(versioned(b, "t"), JoinPrograms::pair)));
        programs.put(
                "versioned-stream-leftJoin-computed",
                b -> out(a(b).leftJoin(
                                versioned(b, "t").mapValues(v -> v + "!").filter((k, v) -> v.length() > 2),
                                JoinPrograms::pair)));
        programs.put("versioned-grace-join", b -> out(a(b).join(versioned(b, "t"), JoinPrograms::pair, waiting(60))));
        programs.put(
                "versioned-grace-leftJoin-named",
                b -> out(byValue(a(b))
                        .filter((k, v) -> k != null)
                        .leftJoin(
                                versioned(b, "t"),
                                JoinPrograms::pair,
                                waiting(30).withName("patient"))));
        programs.put("versioned-grace-zero", b -> out(a(b).join(versioned(b, "t"), JoinPrograms::pair, waiting(0))));
        programs.put(
                "versioned-tables-join", b -> outTable(versioned(b, "t").join(versioned(b, "u"), JoinPrograms::pair)));
        programs.put(
                "versioned-tables-leftJoin", b -> outTable(versioned(b, "t").leftJoin(u(b), JoinPrograms::pair)));
        programs.put(
                "versioned-tables-outerJoin", b -> outTable(t(b).outerJoin(versioned(b, "u"), JoinPrograms::pair)));
        programs.put(
                "versioned-tables-join-kept",
                b -> outTable(versioned(b, "t")
                        .join(
                                versioned(b, "u"),
                                JoinPrograms::pair,
                                Materialized.<String, String>as(Stores.persistentVersionedKeyValueStore(
                                                "joined", Duration.ofMillis(100)))
                                        .withKeySerde(Serdes.String())
                                        .withValueSerde(Serdes.String()))));
        programs.put(
                "versioned-foreign-leftJoin",
                b -> outTable(
                        versioned(b, "t").leftJoin(versioned(b, "u"), JoinPrograms::reference, JoinPrograms::pair)));
        programs.put(
                "versioned-grouped-count",
                b -> outTable(versioned(b, "t")
                        .groupBy((k, v) -> KeyValue.pair(v, k), Grouped.with(Serdes.String(), Serdes.String()))
                        .count()));
        programs.put(
                "versioned-filtered",
                b -> outTable(versioned(b, "t").filter((k, v) -> v.length() > 2, Materialized.as("long"))));
        programs.put(
                "versioned-transformed",
                b -> outTable(versioned(b, "t")
                        .transformValues(
                                Marking::new,
                                Materialized.<String, String>as(Stores.persistentVersionedKeyValueStore(
                                                "marked", Duration.ofMillis(100)))
                                        .withKeySerde(Serdes.String())
                                        .withValueSerde(Serdes.String()))));
        programs.put(
                "versioned-aggregate",
                b -> outTable(a(b).groupByKey()
                        .aggregate(
                                () -> "",
                                (k, v, agg) -> agg + v,
                                Materialized.<String, String>as(
                                                Stores.persistentVersionedKeyValueStore("agg", Duration.ofMillis(100)))
                                        .withKeySerde(Serdes.String())
                                        .withValueSerde(Serdes.String()))));
    }

    private static final class Marking implements ValueTransformerWithKey<String, String, String> {
        @Override
        public void init(io.tailrace.streams.processor.ProcessorContext context) {}

        @Override
        public String transform(String key, String value) {
            return value == null ? null : value + "!";
        }

        @Override
        public void close() {}
    }

    /** Keeps the length of each value. */
    private static final class Lengths implements Processor<String, String, Void, Void> {
        private KeyValueStore<String, Integer> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore("lengths");
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.key() != null) {
                store.put(
                        record.key(),
                        record.value() == null ? null : record.value().length());
            }
        }
    }

    /** Looks the lengths up, and finds that they cannot be changed. */
    private static final class LengthOf extends ContextualProcessor<String, String, String, String> {
        private KeyValueStore<String, Integer> store;

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            store = context.getStateStore("lengths");
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.key() == null) {
                return;
            }
            StringBuilder all = new StringBuilder();
            try (KeyValueIterator<String, Integer> lengths = store.all()) {
                lengths.forEachRemaining(entry -> all.append(entry.key).append(entry.value));
            }
            try {
                store.put(record.key(), 0);
            } catch (UnsupportedOperationException e) {
                all.append(e.getMessage());
            }
            context().forward(record.withValue(store.get(record.key()) + " of " + all));
        }
    }
}
