package io.tailrace.state.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.state.layout.WindowKey;
import io.tailrace.state.typed.RetainingStoreBuilder;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.TimestampedWindowStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.state.WindowStoreIterator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Window stores in every combination of layers, against a plain model of what is kept. */
class WindowStoreTest {

    private static final long MINUTE = 60_000;
    private static final long RETENTION = 5 * MINUTE;
    private static final long SIZE = MINUTE / 2;

    @TempDir
    Path dir;

    static List<Variant> variants() {
        return Variant.all();
    }

    private static WindowBytesStoreSupplier supplier(boolean persistent, boolean duplicates) {
        Duration retention = Duration.ofMillis(RETENTION);
        Duration size = Duration.ofMillis(SIZE);
        return persistent
                ? Stores.persistentWindowStore("w", retention, size, duplicates)
                : Stores.inMemoryWindowStore("w", retention, size, duplicates);
    }

    private static StoreBuilder<WindowStore<String, String>> builder(Variant variant) {
        StoreBuilder<WindowStore<String, String>> builder =
                Stores.windowStoreBuilder(supplier(variant.persistent(), false), Serdes.String(), Serdes.String());
        return variant.cacheBytes() > 0 ? builder.withCachingEnabled() : builder;
    }

    private static TestTask task(Path dir, Variant variant, Map<TopicPartition, List<TestTask.Logged>> log) {
        return new TestTask(dir, variant.logged() ? List.of("w") : List.of(), variant.budget(), log, Map.of());
    }

    /** What a window store should hold. */
    private static final class Model {

        final Map<String, TreeMap<Long, String>> byKey = new TreeMap<>();
        long streamTime = -1;

        void put(String key, @Nullable String value, long time) {
            streamTime = Math.max(streamTime, time);
            if (time <= streamTime - RETENTION) {
                return;
            }
            TreeMap<Long, String> windows = byKey.computeIfAbsent(key, any -> new TreeMap<>());
            if (value == null) {
                windows.remove(time);
            } else {
                windows.put(time, value);
            }
        }

        @Nullable
        String get(String key, long time) {
            return of(key, time, time).get(time);
        }

        Map<Long, String> of(String key, long from, long to) {
            long first = Math.max(from, streamTime - RETENTION + 1);
            TreeMap<Long, String> windows = byKey.getOrDefault(key, new TreeMap<>());
            return first > to ? new TreeMap<>() : new TreeMap<>(windows.subMap(first, true, to, true));
        }

        /** What is kept of a key, and what would be had it not expired. */
        List<KeyValue<Long, String>> everPut(String key) {
            return entries(byKey.getOrDefault(key, new TreeMap<>()));
        }

        Set<String> in(@Nullable String keyFrom, @Nullable String keyTo, long from, long to) {
            Set<String> found = new HashSet<>();
            for (String key : byKey.keySet()) {
                if ((keyFrom == null || key.compareTo(keyFrom) >= 0) && (keyTo == null || key.compareTo(keyTo) <= 0)) {
                    of(key, from, to).forEach((time, value) -> found.add(key + "@" + time + "=" + value));
                }
            }
            return found;
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldHoldTheLiveWindowsUnderRandomOperations(Variant variant) {
        for (long seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            Model model = new Model();
            Map<TopicPartition, List<TestTask.Logged>> log = new HashMap<>();
            Path seedDir = dir.resolve("seed" + seed);
            TestTask task = task(seedDir, variant, log);
            WindowStore<String, String> store = task.open(builder(variant));
            long now = 3 * MINUTE;
            for (int step = 0; step < 600; step++) {
                now += random.nextInt(20) == 0 ? random.nextInt((int) MINUTE) : 0;
                int kind = random.nextInt(100);
                if (kind < 45) {
                    long time = Math.max(0, (now - random.nextInt(7 * (int) MINUTE)) / 10_000 * 10_000);
                    String key = key(random);
                    String value = random.nextInt(8) == 0 ? null : "v" + step;
                    store.put(key, value, time);
                    model.put(key, value, time);
                } else if (kind < 97) {
                    check(random, store, model, variant.cacheBytes() > 0, now, "seed " + seed + " step " + step);
                } else if (kind < 99) {
                    task.commit();
                } else if (variant.persistent() || variant.logged()) {
                    task.commit();
                    task.close();
                    task = task(seedDir, variant, log);
                    store = task.open(builder(variant));
                    task.restore(50);
                    if (!variant.persistent()) {
                        // Only what was logged can tell a store in memory how late it is.
                        model.streamTime = task.log("w").stream()
                                .mapToLong(record -> WindowKey.startMs(record.key()))
                                .max()
                                .orElse(-1);
                    }
                }
            }
            check(random, store, model, variant.cacheBytes() > 0, now, "seed " + seed + " end");
            task.close();
        }
    }

    private static void check(
            Random random, WindowStore<String, String> store, Model model, boolean cached, long now, String where) {
        String key = key(random);
        long from = now - random.nextInt(8 * (int) MINUTE);
        long to = from + random.nextInt(6 * (int) MINUTE);
        assertThat(store.fetch(key, from / 10_000 * 10_000))
                .as(where)
                .isEqualTo(model.get(key, from / 10_000 * 10_000));
        assertThat(windows(store.fetch(key, from, to))).as(where).isEqualTo(entries(model.of(key, from, to)));
        List<KeyValue<Long, String>> backward = entries(model.of(key, from, to));
        Collections.reverse(backward);
        assertThat(windows(store.backwardFetch(key, from, to))).as(where).isEqualTo(backward);
        List<KeyValue<Long, String>> shown =
                windows(store.backwardFetch(key, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)));
        assertThat(shown)
                .as(where)
                .isSubsetOf(model.everPut(key))
                .filteredOn(window -> window.key > model.streamTime - RETENTION)
                .isEqualTo(backward);
        assertThat(shown).as(where).isSortedAccordingTo(Comparator.comparing(window -> -window.key));
        assertThat(shown).as(where).hasSize(cached ? shown.size() : backward.size());
        String other = key(random);
        String low = key.compareTo(other) <= 0 ? key : other;
        String high = key.compareTo(other) <= 0 ? other : key;
        assertThat(all(store.fetch(low, high, from, to)))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(model.in(low, high, from, to));
        assertThat(all(store.backwardFetch(null, high, from, to)))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(model.in(null, high, from, to));
        assertThat(all(store.fetchAll(from, to)))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(model.in(null, null, from, to));
        Set<String> live = model.in(null, null, 0, Long.MAX_VALUE);
        List<String> shownOfAll = all(store.all());
        assertThat(shownOfAll).as(where).containsAll(live).doesNotHaveDuplicates();
        assertThat(shownOfAll).as(where).hasSize(cached ? shownOfAll.size() : live.size());
    }

    /** Keys that are prefixes of each other, and bytes that look like times. */
    private static String key(Random random) {
        String[] keys = {"", "a", "aa", "a\0", "a\0\0\0\0\0\0\0\1", "b", "\1", "\0", "a\u007f", "é", "aé"};
        return keys[random.nextInt(keys.length)];
    }

    private static List<KeyValue<Long, String>> windows(WindowStoreIterator<String> iterator) {
        List<KeyValue<Long, String>> entries = new ArrayList<>();
        try (iterator) {
            iterator.forEachRemaining(entries::add);
        }
        return entries;
    }

    private static List<KeyValue<Long, String>> entries(Map<Long, String> windows) {
        List<KeyValue<Long, String>> entries = new ArrayList<>();
        windows.forEach((time, value) -> entries.add(new KeyValue<>(time, value)));
        return entries;
    }

    private static List<String> all(KeyValueIterator<Windowed<String>, String> iterator) {
        List<String> found = new ArrayList<>();
        try (iterator) {
            iterator.forEachRemaining(entry -> {
                assertThat(entry.key.window().end() - entry.key.window().start())
                        .isEqualTo(SIZE);
                found.add(entry.key.key() + "@" + entry.key.window().start() + "=" + entry.value);
            });
        }
        return found;
    }

    @Test
    void shouldShowQueriesWhatTheCacheHoldsOfThePast() {
        Variant variant = new Variant(true, 1 << 20, false);
        try (TestTask task = task(dir, variant, new HashMap<>())) {
            WindowStore<String, String> store = task.open(builder(variant));
            store.put("a", "flushed", 0);
            task.commit();
            store.put("b", "dirty", MINUTE);
            store.put("b", "new", 100 * MINUTE);
            Instant first = Instant.ofEpochMilli(0);
            Instant last = Instant.ofEpochMilli(200 * MINUTE);
            assertThat(all(store.fetch("a", "b", first, last)))
                    .containsExactly("a@0=flushed", "b@" + MINUTE + "=dirty", "b@" + 100 * MINUTE + "=new");
            assertThat(all(store.backwardFetchAll(first, Instant.ofEpochMilli(MINUTE))))
                    .containsExactly("b@" + MINUTE + "=dirty", "a@0=flushed");
            assertThat(windows(store.fetch("b", first, last)))
                    .containsExactly(new KeyValue<>(MINUTE, "dirty"), new KeyValue<>(100 * MINUTE, "new"));
            assertThat(all(store.fetchAll(0, 200 * MINUTE)))
                    .as("processors see what the store keeps")
                    .containsExactly("b@" + 100 * MINUTE + "=new");
        }
    }

    @Test
    void shouldKeepStreamTimeOverARestart() {
        Variant variant = new Variant(true, 0, false);
        try (TestTask task = task(dir, variant, new HashMap<>())) {
            WindowStore<String, String> store = task.open(builder(variant));
            store.put("a", "old", 2 * MINUTE);
            store.put("b", "new", 100 * MINUTE);
            task.commit();
        }
        try (TestTask task = task(dir, variant, new HashMap<>())) {
            WindowStore<String, String> store = task.open(builder(variant));
            store.put("c", "late", 3 * MINUTE);
            assertThat(all(store.all())).containsExactly("b@" + 100 * MINUTE + "=new");
        }
    }

    @Test
    void shouldRetainDuplicatesAlsoOverARestart() {
        for (boolean persistent : new boolean[] {false, true}) {
            Path where = dir.resolve("persistent" + persistent);
            StoreBuilder<WindowStore<String, String>> builder = Stores.windowStoreBuilder(
                            supplier(persistent, true), Serdes.String(), Serdes.String())
                    .withCachingEnabled();
            Map<TopicPartition, List<TestTask.Logged>> log = new HashMap<>();
            try (TestTask task = new TestTask(where, List.of("w"), new CacheBudget(1 << 20), log, Map.of())) {
                WindowStore<String, String> store = task.open(builder);
                store.put("a", "1", 5);
                store.put("a", "2", 5);
                store.put("a", null, 5);
                task.commit();
            }
            try (TestTask task = new TestTask(where, List.of("w"), new CacheBudget(1 << 20), log, Map.of())) {
                WindowStore<String, String> store = task.open(builder);
                task.restore(1);
                store.put("a", "3", 5);
                assertThat(windows(store.fetch("a", 0, 10)))
                        .extracting(entry -> entry.value)
                        .containsExactly("1", "2", "3");
            }
        }
    }

    @Test
    void shouldKeepTimestampsAndLogKafkasFormat() {
        StoreBuilder<TimestampedWindowStore<String, Long>> builder =
                Stores.timestampedWindowStoreBuilder(supplier(true, false), Serdes.String(), Serdes.Long());
        try (TestTask task = new TestTask(dir, List.of("w"), null)) {
            TimestampedWindowStore<String, Long> store = task.open(builder);
            store.put("k", ValueAndTimestamp.make(3L, 77), 60_000);
            assertThat(store.fetch("k", 60_000)).isEqualTo(ValueAndTimestamp.make(3L, 77));
            TestTask.Logged logged = task.log("w").get(0);
            assertThat(logged.key()).containsExactly('k', 0, 0, 0, 0, 0, 0, 0xEA, 0x60, 0, 0, 0, 0);
            assertThat(logged.value()).containsExactly(0, 0, 0, 0, 0, 0, 0, 3);
            assertThat(logged.timestampMs()).isEqualTo(77);
        }
    }

    @Test
    void shouldTellItsRetentionAndRefuseImpossibleOnes() {
        assertThat(builder(new Variant(false, 0, false)))
                .isInstanceOfSatisfying(
                        RetainingStoreBuilder.class,
                        builder -> assertThat(builder.retentionPeriod()).isEqualTo(RETENTION));
        assertThatThrownBy(() -> Stores.persistentWindowStore("w", Duration.ofMillis(1), Duration.ofMillis(2), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retention period");
    }
}
