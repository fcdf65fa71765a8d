package io.tailrace.streams.oracle;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Branched;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.GlobalKTable;
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
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.api.ContextualFixedKeyProcessor;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.FixedKeyRecord;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.WindowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/**
 * Topologies that a seed chooses: every operator and join, up to six deep. Compiled twice, as {@link TwinPrograms}.
 *
 * <p><b>Threads:</b> one a topology.
 */
public final class RandomPrograms {
    private static final int MOST_OPERATIONS = 6;
    private static final List<String> KEYS = List.of("x", "y", "z", "ab");

    private final StreamsBuilder builder = new StreamsBuilder();
    private final List<KStream<String, String>> streams = new ArrayList<>();
    private final List<KTable<String, String>> tables = new ArrayList<>();
    private final Random random;
    private final boolean windowsClose;
    private GlobalKTable<String, String> global;
    private int named;

    private RandomPrograms(long seed) {
        random = new Random(seed);
        windowsClose = random.nextInt(4) == 0;
    }

    public static String describe(String seed) {
        return topology(seed).describe().toString();
    }

    public static List<String> run(String seed, List<Object[]> inputs, Map<String, String> configs) {
        return TwinPrograms.run(topology(seed), inputs, configs);
    }

    private static Topology topology(String seed) {
        RandomPrograms program = new RandomPrograms(Long.parseLong(seed));
        program.fill();
        Properties config = new Properties();
        if (program.random.nextBoolean()) {
            config.put("topology.optimization", "all");
        }
        return program.builder.build(config);
    }

    private void fill() {
        streams.add(builder.stream("a", Consumed.with(Serdes.String(), Serdes.String())));
        streams.add(builder.stream("b", Consumed.with(Serdes.String(), Serdes.String())));
        tables.add(builder.table("t", Consumed.with(Serdes.String(), Serdes.String())));
        tables.add(builder.table("u", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("u-store")));
        global = builder.globalTable("g", Consumed.with(Serdes.String(), Serdes.String()));
        int operations = 1 + random.nextInt(MOST_OPERATIONS);
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(3) > 0) {
                streamOperation();
            } else {
                tableOperation();
            }
        }
        int from = Math.max(0, streams.size() - 3);
        for (int i = from; i < streams.size(); i++) {
            streams.get(i).to("out-" + i, Produced.with(Serdes.String(), Serdes.String()));
        }
        tables.get(tables.size() - 1).toStream().to("out-table", Produced.with(Serdes.String(), Serdes.String()));
    }

    private KStream<String, String> anyStream() {
        return streams.get(random.nextInt(4) == 0 ? random.nextInt(streams.size()) : streams.size() - 1);
    }

    private KTable<String, String> anyTable() {
        return tables.get(random.nextInt(3) == 0 ? random.nextInt(tables.size()) : tables.size() - 1);
    }

    private Duration time(int most) {
        return Duration.ofMillis(1 + random.nextInt(most));
    }

    private void streamOperation() {
        KStream<String, String> stream = anyStream();
        switch (random.nextInt(21)) {
            case 0 -> streams.add(stream.filter((key, value) -> value != null && value.hashCode() % 3 != 0));
            case 1 -> streams.add(stream.filterNot((key, value) -> key == null || key.hashCode() % 5 == 0));
            case 2 -> streams.add(stream.map((key, value) -> new KeyValue<>(other(key), value)));
            case 3 -> streams.add(stream.mapValues(value -> value == null ? null : shorten(value + "!")));
            case 4 ->
                streams.add(stream.flatMap(
                        (key, value) -> List.of(new KeyValue<>(key, value), new KeyValue<>(other(key), "f"))));
            case 5 -> streams.add(stream.flatMapValues(value -> value == null ? List.of() : List.of(value, "g")));
            case 6 -> streams.add(stream.selectKey((key, value) -> value == null ? null : other(value)));
            case 7 -> streams.add(stream.peek((key, value) -> {}));
            case 8 -> streams.add(stream.merge(anyStream()));
            case 9 -> split(stream);
            case 10 ->
                streams.add(stream.repartition(Repartitioned.<String, String>as(name("parts"))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.String())));
            case 11 -> tables.add(stream.toTable(Materialized.with(Serdes.String(), Serdes.String())));
            case 12, 13 -> aggregate(stream);
            case 14, 15 -> join(stream);
            case 16 -> streams.add(stream.join(anyTable(), RandomPrograms::both, joined()));
            case 17 -> streams.add(stream.leftJoin(anyTable(), RandomPrograms::both, joined()));
            case 18 ->
                streams.add(
                        random.nextBoolean()
                                ? stream.join(global, (key, value) -> key, RandomPrograms::both)
                                : stream.leftJoin(global, (key, value) -> other(key), RandomPrograms::both));
            case 19 -> process(stream);
            default -> streams.add(stream.processValues(Decorating::new));
        }
    }

    private void split(KStream<String, String> stream) {
        Map<String, KStream<String, String>> branches = stream.split(Named.as(name("split-")))
                .branch((key, value) -> value != null && value.length() % 2 == 0, Branched.as("even"))
                .defaultBranch(Branched.as("rest"));
        branches.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(branch -> streams.add(branch.getValue()));
    }

    private void join(KStream<String, String> left) {
        KStream<String, String> right = anyStream();
        JoinWindows windows = JoinWindows.ofTimeDifferenceAndGrace(time(60), time(60));
        if (random.nextInt(3) == 0) {
            windows = windows.before(time(40));
        }
        StreamJoined<String, String, String> joined =
                StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String());
        streams.add(
                switch (random.nextInt(3)) {
                    case 0 -> left.join(right, RandomPrograms::both, windows, joined);
                    case 1 -> left.leftJoin(right, RandomPrograms::both, windows, joined);
                    default -> left.outerJoin(right, RandomPrograms::both, windows, joined);
                });
    }

    private void process(KStream<String, String> stream) {
        String store = name("seen");
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.String()));
        streams.add(stream.process(() -> new Remembering(store), store));
    }

    private void aggregate(KStream<String, String> stream) {
        KGroupedStream<String, String> grouped = random.nextBoolean()
                ? stream.groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                : stream.groupBy((key, value) -> other(value), Grouped.with(Serdes.String(), Serdes.String()));
        switch (random.nextInt(5)) {
            case 0 -> plain(grouped);
            case 1 ->
                windowed(grouped.windowedBy(windows())
                        .aggregate(
                                () -> "",
                                (key, value, sum) -> shorten(sum + value),
                                Materialized.<String, String, WindowStore<Bytes, byte[]>>with(
                                        Serdes.String(), Serdes.String())));
            case 2 ->
                windowed(grouped.windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(time(50), time(50)))
                        .reduce(
                                (sum, value) -> shorten(sum + value),
                                Materialized.with(Serdes.String(), Serdes.String())));
            case 3 ->
                windowed(grouped.windowedBy(SessionWindows.ofInactivityGapAndGrace(time(30), time(50)))
                        .aggregate(
                                () -> "",
                                (key, value, sum) -> shorten(sum + value),
                                (key, one, two) -> shorten(one + two),
                                sessions()));
            default ->
                tables.add(grouped.<String>cogroup((key, value, sum) -> shorten(sum + value))
                        .cogroup(
                                anyStream().groupByKey(Grouped.with(Serdes.String(), Serdes.String())),
                                (key, value, sum) -> shorten(sum + "c" + value))
                        .aggregate(() -> "", Materialized.with(Serdes.String(), Serdes.String())));
        }
    }

    /**
     * Either a cache, or a retention that ends while records come. With both, Kafka Streams still finds in its cache the sessions that its
     * store has dropped, and joins closed sessions with open ones; here a session is found or not whether there is a cache or not
     * (decision 82).
     */
    private Materialized<String, String, SessionStore<Bytes, byte[]>> sessions() {
        Materialized<String, String, SessionStore<Bytes, byte[]>> store =
                Materialized.with(Serdes.String(), Serdes.String());
        return random.nextBoolean() ? store.withCachingDisabled() : store.withRetention(Duration.ofHours(1));
    }

    private TimeWindows windows() {
        Duration size = time(100);
        TimeWindows windows = TimeWindows.ofSizeAndGrace(size, time(60));
        return random.nextBoolean()
                ? windows
                : windows.advanceBy(Duration.ofMillis(1 + random.nextInt((int) size.toMillis())));
    }

    private void plain(KGroupedStream<String, String> grouped) {
        switch (random.nextInt(3)) {
            case 0 ->
                tables.add(grouped.count(Materialized.with(Serdes.String(), Serdes.Long()))
                        .mapValues(String::valueOf));
            case 1 ->
                tables.add(grouped.reduce(
                        (sum, value) -> shorten(sum + value), Materialized.with(Serdes.String(), Serdes.String())));
            default ->
                tables.add(grouped.aggregate(
                        () -> "",
                        (key, value, sum) -> value.endsWith("0") ? null : shorten(sum + value),
                        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as(name("sums"))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.String())));
        }
    }

    private void windowed(KTable<Windowed<String>, String> table) {
        KTable<Windowed<String>, String> results = windowsClose
                ? table.suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()))
                : table;
        streams.add(results.toStream(
                (window, value) -> window.key() + "@" + window.window().start()));
    }

    private void tableOperation() {
        KTable<String, String> table = anyTable();
        switch (random.nextInt(11)) {
            case 0 -> tables.add(table.filter((key, value) -> value.hashCode() % 3 != 0));
            case 1 ->
                tables.add(table.filterNot(
                        (key, value) -> value.hashCode() % 4 == 0,
                        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as(name("filtered"))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.String())));
            case 2 -> tables.add(table.mapValues(value -> shorten(value + "m")));
            case 3 ->
                tables.add(table.groupBy(
                                (key, value) -> new KeyValue<>(other(value), value),
                                Grouped.with(Serdes.String(), Serdes.String()))
                        .count(Materialized.with(Serdes.String(), Serdes.Long()))
                        .mapValues(String::valueOf));
            case 4 ->
                tables.add(table.groupBy(
                                (key, value) -> new KeyValue<>(other(value), value),
                                Grouped.with(Serdes.String(), Serdes.String()))
                        .aggregate(
                                () -> "",
                                (key, value, sum) -> shorten(sum + "+" + value),
                                (key, value, sum) -> shorten(sum + "-" + value),
                                Materialized.with(Serdes.String(), Serdes.String())));
            case 5 -> tables.add(table.join(anyTable(), RandomPrograms::both));
            case 6 -> tables.add(table.leftJoin(anyTable(), RandomPrograms::both));
            case 7 -> tables.add(table.outerJoin(anyTable(), RandomPrograms::both));
            case 8 -> foreignKeyJoin(table);
            case 9 ->
                tables.add(table.suppress(Suppressed.untilTimeLimit(time(50), Suppressed.BufferConfig.maxRecords(3))));
            default -> streams.add(table.toStream());
        }
    }

    private void foreignKeyJoin(KTable<String, String> left) {
        Materialized<String, String, KeyValueStore<Bytes, byte[]>> store =
                Materialized.with(Serdes.String(), Serdes.String());
        KTable<String, String> right = anyTable();
        tables.add(
                random.nextBoolean()
                        ? left.join(right, RandomPrograms::other, RandomPrograms::both, store)
                        : left.leftJoin(right, RandomPrograms::other, RandomPrograms::both, store));
    }

    private String name(String prefix) {
        return prefix + named++;
    }

    private static Joined<String, String, String> joined() {
        return Joined.with(Serdes.String(), Serdes.String(), Serdes.String());
    }

    private static String both(String left, String right) {
        return shorten(left + "|" + right);
    }

    /** One of the keys that inputs have. */
    private static String other(String text) {
        return text == null ? null : KEYS.get(Math.floorMod(text.hashCode() * 31, KEYS.size()));
    }

    private static String shorten(String text) {
        return text.length() <= 24 ? text : text.substring(0, 12) + Integer.toHexString(text.hashCode());
    }

    private static final class Remembering extends ContextualProcessor<String, String, String, String> {
        private final String store;

        private Remembering(String store) {
            this.store = store;
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.key() == null) {
                return;
            }
            KeyValueStore<String, String> seen = context().getStateStore(store);
            String before = seen.get(record.key());
            seen.put(record.key(), record.value());
            context().forward(record.withValue(before).withTimestamp(record.timestamp() + 1));
        }
    }

    private static final class Decorating extends ContextualFixedKeyProcessor<String, String, String> {
        @Override
        public void process(FixedKeyRecord<String, String> record) {
            context().forward(record.withValue(record.value() + "#" + context().currentStreamTimeMs()));
        }
    }
}
