package io.tailrace.streams.oracle;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.query.KeyQuery;
import io.tailrace.streams.query.MultiVersionedKeyQuery;
import io.tailrace.streams.query.Position;
import io.tailrace.streams.query.PositionBound;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryConfig;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.query.RangeQuery;
import io.tailrace.streams.query.TimestampedKeyQuery;
import io.tailrace.streams.query.TimestampedRangeQuery;
import io.tailrace.streams.query.VersionedKeyQuery;
import io.tailrace.streams.query.WindowKeyQuery;
import io.tailrace.streams.query.WindowRangeQuery;
import io.tailrace.streams.state.AggregationWithHeaders;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.SessionStoreWithHeaders;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.tailrace.streams.state.TimestampedWindowStore;
import io.tailrace.streams.state.TimestampedWindowStoreWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import io.tailrace.streams.state.VersionedKeyValueStore;
import io.tailrace.streams.state.VersionedRecord;
import io.tailrace.streams.state.VersionedRecordIterator;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Processors that work on stores of every kind and tell what they got, to run on both implementations like {@link TwinPrograms}. Without
 * caches: Kafka's show deletions when they are read backwards, and some reads pass them by.
 *
 * <p><b>Threads:</b> the test's thread.
 */
public final class StorePrograms {
    private static final Map<String, Supplier<Topology>> PROGRAMS = new LinkedHashMap<>();
    private static final Duration RETENTION = Duration.ofMillis(300);
    private static final Duration SIZE = Duration.ofMillis(50);

    private StorePrograms() {}

    static {
        for (boolean disk : new boolean[] {false, true}) {
            String where = disk ? "-disk" : "-memory";
            KeyValueBytesStoreSupplier rows =
                    disk ? Stores.persistentKeyValueStore("s") : Stores.inMemoryKeyValueStore("s");
            WindowBytesStoreSupplier windows = disk
                    ? Stores.persistentWindowStore("s", RETENTION, SIZE, false)
                    : Stores.inMemoryWindowStore("s", RETENTION, SIZE, false);
            SessionBytesStoreSupplier sessions =
                    disk ? Stores.persistentSessionStore("s", RETENTION) : Stores.inMemorySessionStore("s", RETENTION);
            KeyValueBytesStoreSupplier timestampedRows = disk ? Stores.persistentTimestampedKeyValueStore("s") : rows;
            WindowBytesStoreSupplier timestampedWindows =
                    disk ? Stores.persistentTimestampedWindowStore("s", RETENTION, SIZE, false) : windows;
            add("rows" + where, Stores.keyValueStoreBuilder(rows, Serdes.String(), Serdes.String()), Rows::new);
            add(
                    "timestamped-rows" + where,
                    Stores.timestampedKeyValueStoreBuilder(timestampedRows, Serdes.String(), Serdes.String()),
                    TimestampedRows::new);
            add("windows" + where, Stores.windowStoreBuilder(windows, Serdes.String(), Serdes.String()), Windows::new);
            add(
                    "timestamped-windows" + where,
                    Stores.timestampedWindowStoreBuilder(timestampedWindows, Serdes.String(), Serdes.String()),
                    TimestampedWindows::new);
            add(
                    "sessions" + where,
                    Stores.sessionStoreBuilder(sessions, Serdes.String(), Serdes.String()),
                    Sessions::new);
        }
        add(
                "headers-rows-disk",
                Stores.timestampedKeyValueStoreWithHeadersBuilder(
                        Stores.persistentTimestampedKeyValueStoreWithHeaders("s"), Serdes.String(), Serdes.String()),
                RowsWithHeaders::new);
        add(
                "headers-rows-memory",
                Stores.timestampedKeyValueStoreWithHeadersBuilder(
                        Stores.inMemoryKeyValueStore("s"), Serdes.String(), Serdes.String()),
                RowsWithHeaders::new);
        add(
                "headers-windows-disk",
                Stores.timestampedWindowStoreWithHeadersBuilder(
                        Stores.persistentTimestampedWindowStoreWithHeaders("s", RETENTION, SIZE, false),
                        Serdes.String(),
                        Serdes.String()),
                WindowsWithHeaders::new);
        add(
                "headers-sessions-disk",
                Stores.sessionStoreWithHeadersBuilder(
                        Stores.persistentSessionStoreWithHeaders("s", RETENTION), Serdes.String(), Serdes.String()),
                SessionsWithHeaders::new);
        add(
                "versions-disk",
                Stores.versionedKeyValueStoreBuilder(
                        Stores.persistentVersionedKeyValueStore("s", Duration.ofMillis(150), Duration.ofMillis(20)),
                        Serdes.String(),
                        Serdes.String()),
                Versions::new);
        add(
                "lru",
                Stores.keyValueStoreBuilder(Stores.lruMap("s", 2), Serdes.String(), Serdes.String()),
                LeastRecentlyUsed::new);
        add("own-rows", Stores.keyValueStoreBuilder(new OwnSupplier(), Serdes.String(), Serdes.String()), Rows::new);
        add(
                "own-timestamped-rows",
                Stores.timestampedKeyValueStoreBuilder(new OwnSupplier(), Serdes.String(), Serdes.String()),
                TimestampedRows::new);
    }

    private static void add(String name, StoreBuilder<?> store, Supplier<Work<?>> work) {
        // In Kafka, stores that applications implement answer no queries.
        boolean asks = !name.startsWith("own");
        PROGRAMS.put(
                name,
                () -> new Topology()
                        .addSource("source", new StringDeserializer(), new StringDeserializer(), "a", "t")
                        .addProcessor("work", () -> work.get().asking(asks), "source")
                        .addStateStore(store, "work")
                        .addSink("sink", "out", new StringSerializer(), new StringSerializer(), "work"));
    }

    public static List<String> names() {
        return List.copyOf(PROGRAMS.keySet());
    }

    public static String describe(String name) {
        return PROGRAMS.get(name).get().describe().toString();
    }

    public static List<String> run(String name, List<Object[]> inputs, Map<String, String> configs) {
        return TwinPrograms.run(PROGRAMS.get(name).get(), inputs, configs);
    }

    /** Does something with the store for each record, and forwards what came of it. */
    private abstract static class Work<S extends StateStore>
            extends ContextualProcessor<String, String, String, String> {
        S store;
        private boolean asks;

        Work<S> asking(boolean whether) {
            asks = whether;
            return this;
        }

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            store = context.getStateStore("s");
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.key() == null) {
                return;
            }
            List<String> told = new ArrayList<>();
            work(record, told);
            context().forward(record.withValue(String.join(" ", told)));
        }

        abstract void work(Record<String, String> record, List<String> told);

        <R> String ask(Query<R> query) {
            if (!asks) {
                return "";
            }
            QueryResult<R> result = store.query(query, PositionBound.unbounded(), new QueryConfig(false));
            if (result.isFailure()) {
                return result.getFailureReason().name();
            }
            Object answer = result.getResult();
            return answer instanceof KeyValueIterator<?, ?> entries ? drain(entries) : String.valueOf(answer);
        }
    }

    private static <K, V> String drain(KeyValueIterator<K, V> iterator) {
        List<String> entries = new ArrayList<>();
        try (iterator) {
            while (iterator.hasNext()) {
                K peeked = iterator.peekNextKey();
                KeyValue<K, V> entry = iterator.next();
                entries.add((peeked.equals(entry.key) ? "" : "wrong peek ") + entry.key + "=" + shown(entry.value));
            }
        }
        return entries.toString();
    }

    /** For reads over several keys, whose order is not promised. */
    private static <K, V> String drainSorted(KeyValueIterator<K, V> iterator) {
        String drained = drain(iterator);
        String[] entries = drained.substring(1, drained.length() - 1).split(", ");
        Arrays.sort(entries);
        return Arrays.toString(entries);
    }

    private static String shown(Object value) {
        if (value instanceof ValueTimestampHeaders<?> row) {
            return row.value() + "@" + row.timestamp() + row.headers();
        }
        return value instanceof AggregationWithHeaders<?> row
                ? row.aggregation() + "" + row.headers()
                : String.valueOf(value);
    }

    private static final class Rows extends Work<KeyValueStore<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            switch ((int) (record.timestamp() % 4)) {
                case 0 -> told.add(store.putIfAbsent(record.key(), record.value()));
                case 1 -> told.add(store.delete(record.key()));
                case 2 ->
                    store.putAll(List.of(KeyValue.pair(record.key() + "1", record.value()), KeyValue.pair("q", "r")));
                default -> store.put(record.key(), record.value());
            }
            told.add(store.get("x"));
            told.add(drain(store.range("b", "y")));
            told.add(drain(store.reverseRange("b", null)));
            told.add(drain(store.prefixScan("x", new StringSerializer())));
            told.add(drain(store.all()));
            told.add(drain(store.reverseAll()));
            told.add(ask(KeyQuery.<String, String>withKey("x")));
            told.add(ask(RangeQuery.<String, String>withRange("x", "y")));
            told.add(ask(RangeQuery.<String, String>withNoBounds().withDescendingKeys()));
            told.add(ask(TimestampedKeyQuery.<String, String>withKey("x")));
        }
    }

    private static final class TimestampedRows extends Work<TimestampedKeyValueStore<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            store.put(record.key(), ValueAndTimestamp.make(record.value(), record.timestamp()));
            told.add(String.valueOf(store.get("x")));
            told.add(drain(store.all()));
            told.add(ask(KeyQuery.<String, String>withKey("x")));
            told.add(ask(TimestampedKeyQuery.<String, String>withKey("x")));
            told.add(ask(RangeQuery.<String, String>withUpperBound("x")));
            told.add(ask(
                    TimestampedRangeQuery.<String, String>withLowerBound("x").withDescendingKeys()));
        }
    }

    private static final class LeastRecentlyUsed extends Work<KeyValueStore<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            store.put(record.key(), record.value());
            told.add(store.get("x"));
            told.add(drainSorted(store.all()));
        }
    }

    private static <V> void read(WindowStore<String, V> store, long time, List<String> told) {
        told.add(shown(store.fetch("x", time)));
        told.add(drain(store.fetch("x", Math.max(0, time - 120), time)));
        told.add(drain(
                store.backwardFetch("x", Instant.ofEpochMilli(Math.max(0, time - 120)), Instant.ofEpochMilli(time))));
        told.add(drainSorted(store.fetch("b", "y", 0, time)));
        told.add(drainSorted(store.backwardFetch(null, "x", 0, time + 100)));
        told.add(drainSorted(store.fetchAll(Math.max(0, time - 60), time + 60)));
        told.add(drainSorted(store.backwardFetchAll(0, time)));
        told.add(drainSorted(store.all()));
        told.add(drainSorted(store.backwardAll()));
    }

    private static final class Windows extends Work<WindowStore<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            store.put(record.key(), record.value(), record.timestamp() / 25 * 25);
            read(store, record.timestamp() / 25 * 25, told);
            told.add(ask(WindowKeyQuery.<String, String>withKeyAndWindowStartRange(
                    "x", Instant.EPOCH, Instant.ofEpochMilli(record.timestamp()))));
            told.add(ask(WindowRangeQuery.<String, String>withKey("x")));
            told.add(ask(KeyQuery.<String, String>withKey("x")));
        }
    }

    private static final class TimestampedWindows extends Work<TimestampedWindowStore<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            store.put(
                    record.key(),
                    ValueAndTimestamp.make(record.value(), record.timestamp()),
                    record.timestamp() / 25 * 25);
            read(store, record.timestamp() / 25 * 25, told);
            told.add(ask(WindowKeyQuery.<String, ValueAndTimestamp<String>>withKeyAndWindowStartRange(
                    "x", Instant.EPOCH, Instant.ofEpochMilli(record.timestamp()))));
        }
    }

    private static Windowed<String> session(Record<String, String> record) {
        long start = record.timestamp() / 25 * 25;
        return new Windowed<>(record.key(), new SessionWindow(Math.max(0, start - record.timestamp() % 90), start));
    }

    private static <V> void read(SessionStore<String, V> store, Windowed<String> session, List<String> told) {
        long end = session.window().end();
        told.add(shown(store.fetchSession("x", session.window().start(), end)));
        told.add(drainSorted(store.findSessions("x", Math.max(0, end - 100), end)));
        told.add(drainSorted(store.backwardFindSessions("x", Math.max(0, end - 100), end)));
        told.add(drainSorted(store.findSessions("b", "y", Math.max(0, end - 60), end)));
        told.add(drainSorted(store.fetch("x")));
        told.add(drainSorted(store.backwardFetch("x")));
        told.add(drainSorted(store.fetch("b", "y")));
    }

    private static final class Sessions extends Work<SessionStore<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            Windowed<String> session = session(record);
            if (record.timestamp() % 5 == 0) {
                store.remove(session);
            } else {
                store.put(session, record.value());
            }
            read(store, session, told);
            told.add(ask(WindowRangeQuery.<String, String>withWindowStartRange(Instant.EPOCH, Instant.EPOCH)));
        }
    }

    private static final class RowsWithHeaders extends Work<TimestampedKeyValueStoreWithHeaders<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            record.headers().add("at", new byte[] {(byte) (record.timestamp() % 7)});
            store.put(record.key(), ValueTimestampHeaders.make(record.value(), record.timestamp(), record.headers()));
            told.add(shown(store.get("x")));
            told.add(drain(store.all()));
        }
    }

    private static final class WindowsWithHeaders extends Work<TimestampedWindowStoreWithHeaders<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            record.headers().add("at", new byte[] {1});
            store.put(
                    record.key(),
                    ValueTimestampHeaders.make(record.value(), record.timestamp(), record.headers()),
                    record.timestamp() / 25 * 25);
            read(store, record.timestamp() / 25 * 25, told);
        }
    }

    private static final class SessionsWithHeaders extends Work<SessionStoreWithHeaders<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            record.headers().add("at", new byte[] {2});
            Windowed<String> session = session(record);
            store.put(session, AggregationWithHeaders.make(record.value(), record.headers()));
            read(store, session, told);
        }
    }

    private static final class Versions extends Work<VersionedKeyValueStore<String, String>> {
        @Override
        void work(Record<String, String> record, List<String> told) {
            if (record.timestamp() % 6 == 0) {
                told.add(String.valueOf(store.delete(record.key(), record.timestamp())));
            } else {
                told.add(String.valueOf(store.put(record.key(), record.value(), record.timestamp())));
            }
            told.add(String.valueOf(store.get("x")));
            long now = context().currentStreamTimeMs();
            for (long back = 0; back < 200; back += 9) {
                told.add(String.valueOf(store.get("x", Math.max(0, now - back))));
            }
            told.add(ask(VersionedKeyQuery.<String, String>withKey("x")));
            told.add(ask(
                    VersionedKeyQuery.<String, String>withKey("x").asOf(Instant.ofEpochMilli(Math.max(0, now - 40)))));
            told.add(history(MultiVersionedKeyQuery.<String, String>withKey("x").withAscendingTimestamps()));
            told.add(history(MultiVersionedKeyQuery.<String, String>withKey("x")
                    .fromTime(Instant.ofEpochMilli(Math.max(0, now - 100)))
                    .toTime(Instant.ofEpochMilli(now))));
        }

        /** Versions within the history: Kafka also shows some of those before it, until their segment is dropped. */
        private String history(MultiVersionedKeyQuery<String, String> query) {
            long begin = context().currentStreamTimeMs() - 150;
            List<VersionedRecord<String>> found = new ArrayList<>();
            QueryResult<VersionedRecordIterator<String>> result =
                    store.query(query, PositionBound.unbounded(), new QueryConfig(false));
            try (VersionedRecordIterator<String> iterator = result.getResult()) {
                while (iterator.hasNext()) {
                    VersionedRecord<String> version = iterator.next();
                    if (version.validTo().isEmpty() || version.validTo().get() > begin) {
                        found.add(version);
                    }
                }
            }
            return found.toString();
        }
    }

    /** Makes a store that the application implements. */
    private static final class OwnSupplier implements KeyValueBytesStoreSupplier {
        @Override
        public String name() {
            return "s";
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new OwnStore();
        }

        @Override
        public String metricsScope() {
            return "own";
        }
    }

    /** A map. */
    private static final class OwnStore implements KeyValueStore<Bytes, byte[]> {
        private final TreeMap<Bytes, byte[]> rows = new TreeMap<>();
        private boolean open;

        @Override
        public String name() {
            return "s";
        }

        @Override
        public void init(StateStoreContext context, StateStore root) {
            context.register(root, (key, value) -> put(Bytes.wrap(key), value));
            open = true;
        }

        @Override
        public void put(Bytes key, byte[] value) {
            if (value == null) {
                rows.remove(key);
            } else {
                rows.put(key, value);
            }
        }

        @Override
        public byte[] putIfAbsent(Bytes key, byte[] value) {
            byte[] before = rows.get(key);
            if (before == null) {
                put(key, value);
            }
            return before;
        }

        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
            entries.forEach(entry -> put(entry.key, entry.value));
        }

        @Override
        public byte[] delete(Bytes key) {
            return rows.remove(key);
        }

        @Override
        public byte[] get(Bytes key) {
            return rows.get(key);
        }

        private static KeyValueIterator<Bytes, byte[]> iterator(Map<Bytes, byte[]> found) {
            List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
            found.forEach((key, value) -> entries.add(KeyValue.pair(key, value)));
            return new ListIterator(entries);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            if (from != null && to != null && from.compareTo(to) > 0) {
                return iterator(Collections.emptyMap());
            }
            Map<Bytes, byte[]> found = from == null
                    ? to == null ? rows : rows.headMap(to, true)
                    : to == null ? rows.tailMap(from, true) : rows.subMap(from, true, to, true);
            return iterator(found);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
            List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
            range(from, to).forEachRemaining(entries::add);
            Collections.reverse(entries);
            return new ListIterator(entries);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return iterator(rows);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> reverseAll() {
            return reverseRange(null, null);
        }

        @Override
        public <PS extends io.tailrace.common.serialization.Serializer<P>, P>
                KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, PS prefixKeySerializer) {
            Bytes from = Bytes.wrap(prefixKeySerializer.serialize(null, prefix));
            return iterator(rows.subMap(from, true, Bytes.increment(from), false));
        }

        @Override
        public Position getPosition() {
            return Position.emptyPosition();
        }

        @Override
        public long approximateNumEntries() {
            return rows.size();
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }

    /** Over a list. */
    private static final class ListIterator implements KeyValueIterator<Bytes, byte[]> {
        private final List<KeyValue<Bytes, byte[]>> entries;
        private int next;

        ListIterator(List<KeyValue<Bytes, byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return next < entries.size();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            return entries.get(next++);
        }

        @Override
        public Bytes peekNextKey() {
            return entries.get(next).key;
        }

        @Override
        public void close() {}
    }
}
