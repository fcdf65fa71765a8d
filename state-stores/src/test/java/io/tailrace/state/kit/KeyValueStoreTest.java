package io.tailrace.state.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Key-value stores in every combination of layers, against a sorted map. */
class KeyValueStoreTest {

    @TempDir
    Path dir;

    static List<Variant> variants() {
        return Variant.all();
    }

    private static StoreBuilder<KeyValueStore<String, String>> builder(Variant variant) {
        StoreBuilder<KeyValueStore<String, String>> builder = Stores.keyValueStoreBuilder(
                variant.persistent() ? Stores.persistentKeyValueStore("kv") : Stores.inMemoryKeyValueStore("kv"),
                Serdes.String(),
                Serdes.String());
        if (!variant.logged()) {
            builder.withLoggingDisabled();
        }
        return variant.cacheBytes() > 0 ? builder.withCachingEnabled() : builder;
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldHideAndDeleteRowsWhoseTimeIsOver(Variant variant) {
        StoreBuilder<TimestampedKeyValueStore<String, String>> builder = Stores.timestampedKeyValueStoreBuilder(
                        variant.persistent()
                                ? Stores.persistentKeyValueStore("kv")
                                : Stores.inMemoryKeyValueStore("kv"),
                        Serdes.String(),
                        Serdes.String())
                .withTtl(Duration.ofMillis(100));
        if (variant.cacheBytes() > 0) {
            builder.withCachingEnabled();
        }
        try (TestTask task = task(variant, variant.budget())) {
            TimestampedKeyValueStore<String, String> store = task.open(builder);
            store.put("a", ValueAndTimestamp.make("old", 1));
            store.put("b", ValueAndTimestamp.make("young", 50));
            store.put("c", ValueAndTimestamp.make("time", 100));
            assertThat(store.get("a")).isNotNull();
            task.commit();

            task.reached(101);
            assertThat(store.get("a")).as("by stream time").isNull();
            assertThat(keys(store)).containsExactly("b", "c");
            assertThat(store.putIfAbsent("a", ValueAndTimestamp.make("new", 101)))
                    .isNull();

            store.put("d", ValueAndTimestamp.make("later", 500));
            assertThat(keys(store)).as("by what is written").containsExactly("d");
            for (int i = 0; i < 200; i++) {
                store.put("d", ValueAndTimestamp.make("later", 500));
            }
            task.commit();
            if (variant.logged()) {
                List<String> deleted = new ArrayList<>();
                for (TestTask.Logged logged : task.log("kv")) {
                    if (logged.value() == null) {
                        deleted.add(new String(logged.key(), java.nio.charset.StandardCharsets.UTF_8));
                    }
                }
                assertThat(deleted).as("tombstones").containsExactlyInAnyOrder("a", "b", "c");
            }
            assertThat(store.approximateNumEntries()).isLessThanOrEqualTo(variant.persistent() ? 4 : 1);
        }
    }

    private static List<String> keys(KeyValueStore<String, ?> store) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, ?> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    @Test
    void shouldNotLetRowsEndThatHaveNoTimestamp() {
        assertThatThrownBy(() -> builder(Variant.all().get(0)).withTtl(Duration.ofMillis(1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("kv");
    }

    private TestTask task(Variant variant, @Nullable CacheBudget budget, TestTask... before) {
        return new TestTask(
                dir,
                variant.logged() ? List.of("kv") : List.of(),
                budget,
                before.length == 0 ? new java.util.HashMap<>() : before[0].logs(),
                Map.of());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldBehaveAsASortedMapUnderRandomOperations(Variant variant) {
        for (long seed = 1; seed <= 4; seed++) {
            Path seedDir = dir.resolve("seed" + seed);
            CacheBudget budget = variant.budget();
            try (TestTask task = new TestTask(seedDir, variant.logged() ? List.of("kv") : List.of(), budget)) {
                KeyValueStore<String, String> store = task.open(builder(variant));
                runRandomly(new Random(seed), store, new TreeMap<>(), task, budget, "seed " + seed);
            }
        }
    }

    private static void runRandomly(
            Random random,
            KeyValueStore<String, String> store,
            NavigableMap<String, String> model,
            TestTask task,
            @Nullable CacheBudget budget,
            String seed) {
        for (int step = 0; step < 1_500; step++) {
            String key = key(random);
            String value = "v" + step + "x".repeat(random.nextInt(40));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    store.put(key, value);
                    model.put(key, value);
                }
                case 4 -> {
                    store.put(key, null);
                    model.remove(key);
                }
                case 5 -> assertThat(store.delete(key)).as(seed).isEqualTo(model.remove(key));
                case 6 -> assertThat(store.putIfAbsent(key, value)).as(seed).isEqualTo(model.putIfAbsent(key, value));
                case 7 -> {
                    String other = key(random);
                    String from = key.compareTo(other) <= 0 ? key : other;
                    String to = key.compareTo(other) <= 0 ? other : key;
                    NavigableMap<String, String> expected = model.subMap(from, true, to, true);
                    assertThat(drain(store.range(from, to))).as(seed).isEqualTo(entries(expected));
                    assertThat(drain(store.reverseRange(from, to)))
                            .as(seed)
                            .isEqualTo(entries(expected.descendingMap()));
                }
                case 8 -> {
                    assertThat(drain(store.range(key, null))).as(seed).isEqualTo(entries(model.tailMap(key, true)));
                    assertThat(drain(store.range(null, key))).as(seed).isEqualTo(entries(model.headMap(key, true)));
                    assertThat(drain(store.reverseAll())).as(seed).isEqualTo(entries(model.descendingMap()));
                }
                case 9 -> {
                    if (random.nextInt(10) == 0) {
                        task.commit();
                    }
                }
                default -> assertThat(store.get(key)).as(seed).isEqualTo(model.get(key));
            }
            if (budget != null) {
                assertThat(budget.usedBytes()).as(seed).isBetween(0L, budget.maxBytes());
            }
        }
        assertThat(drain(store.all())).as(seed).isEqualTo(entries(model));
    }

    private static String key(Random random) {
        return Integer.toString(random.nextInt(120), 3);
    }

    private static List<KeyValue<String, String>> drain(KeyValueIterator<String, String> iterator) {
        List<KeyValue<String, String>> entries = new ArrayList<>();
        try (iterator) {
            while (iterator.hasNext()) {
                String peeked = iterator.peekNextKey();
                entries.add(iterator.next());
                assertThat(entries.get(entries.size() - 1).key).isEqualTo(peeked);
            }
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        }
        return entries;
    }

    private static List<KeyValue<String, String>> entries(Map<String, String> map) {
        List<KeyValue<String, String>> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(new KeyValue<>(key, value)));
        return entries;
    }

    // property 49
    @ParameterizedTest
    @MethodSource("variants")
    void shouldOpenAsOfTheLastCommitAndCatchUpFromTheChangelog(Variant variant) {
        if (!variant.logged()) {
            return;
        }
        TreeMap<String, String> model = new TreeMap<>();
        TestTask first = task(variant, variant.budget());
        try (first) {
            KeyValueStore<String, String> store = first.open(builder(variant));
            runRandomly(new Random(7), store, model, first, null, "seed 7");
            first.commit();
            store.put("late", "uncommitted");
            store.put("0", "uncommitted");
        }
        // Drop what reached the changelog after the commit: the transaction was aborted, say.
        int committed = first.log("kv").size();
        try (TestTask second = task(variant, variant.budget(), first)) {
            KeyValueStore<String, String> store = second.open(builder(variant));
            if (variant.persistent() && variant.cacheBytes() != 0) {
                assertThat(drain(store.all())).isEqualTo(entries(model));
            }
            second.restore(100);
            assertThat(second.stores().restorers().iterator().next().position()).isEqualTo(committed);
            if (variant.cacheBytes() == 1 << 20) {
                // Nothing was evicted, so nothing uncommitted was logged.
                assertThat(drain(store.all())).isEqualTo(entries(model));
            } else {
                assertThat(store.get("1")).isEqualTo(model.get("1"));
            }
        }
    }

    @Test
    void shouldReplayOnlyTheTailOfTheChangelogIntoAPersistentStore() {
        Variant variant = new Variant(true, 0, true);
        TestTask first = task(variant, null);
        try (first) {
            KeyValueStore<String, String> store = first.open(builder(variant));
            for (int i = 0; i < 100; i++) {
                store.put("k" + i, "v");
            }
            first.commit();
            for (int i = 100; i < 107; i++) {
                store.put("k" + i, "v");
            }
        }
        try (TestTask second = task(variant, null, first)) {
            KeyValueStore<String, String> store = second.open(builder(variant));
            assertThat(drain(store.all())).hasSize(100);
            assertThat(second.restore(3)).isEqualTo(7);
            assertThat(drain(store.all())).hasSize(107);
        }
    }

    @Test
    void shouldDropContentOfAnUnknownChangelogPosition() {
        Variant unlogged = new Variant(true, 0, false);
        try (TestTask first = task(unlogged, null)) {
            first.open(builder(unlogged)).put("old", "content");
            first.commit();
        }
        Variant logged = new Variant(true, 0, true);
        try (TestTask second = task(logged, null)) {
            KeyValueStore<String, String> store = second.open(builder(logged));
            assertThat(drain(store.all())).isEmpty();
        }
    }

    @Test
    void shouldBeginAgainAfterReset() {
        Variant variant = new Variant(true, 0, true);
        TestTask first = task(variant, null);
        try (first) {
            KeyValueStore<String, String> store = first.open(builder(variant));
            store.put("a", "1");
            first.commit();
            var restorer = first.stores().restorers().iterator().next();
            restorer.reset();
            assertThat(restorer.position()).isZero();
            assertThat(drain(store.all())).isEmpty();
            restorer.restore("b".getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[] {'2'}, 5);
            restorer.endBatch(1);
            assertThat(store.get("b")).isEqualTo("2");
        }
        try (TestTask second = task(variant, null, first)) {
            KeyValueStore<String, String> store = second.open(builder(variant));
            assertThat(drain(store.all())).containsExactly(new KeyValue<>("b", "2"));
            assertThat(second.stores().restorers().iterator().next().position()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldAllowDeletingWhileIterating(Variant variant) {
        try (TestTask task = task(variant, variant.budget())) {
            KeyValueStore<String, String> store = task.open(builder(variant));
            for (int i = 0; i < 50; i++) {
                store.put("k" + i, "v" + i);
            }
            task.commit();
            store.put("k7", "changed");
            int seen = 0;
            try (KeyValueIterator<String, String> all = store.all()) {
                while (all.hasNext()) {
                    store.delete(all.next().key);
                    seen++;
                }
            }
            assertThat(seen).isEqualTo(50);
            assertThat(drain(store.all())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldScanByPrefix(Variant variant) {
        try (TestTask task = task(variant, variant.budget())) {
            KeyValueStore<String, String> store = task.open(builder(variant));
            for (String key : List.of("a", "ab", "abc", "ac", "b")) {
                store.put(key, key);
            }
            try (KeyValueIterator<String, String> found = store.prefixScan("ab", new StringSerializer())) {
                assertThat(found.next().key).isEqualTo("ab");
                assertThat(found.next().key).isEqualTo("abc");
                assertThat(found.hasNext()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldRefuseNullKeysAndUseAfterClose(Variant variant) {
        TestTask task = task(variant, variant.budget());
        KeyValueStore<String, String> store = task.open(builder(variant));
        store.put("a", "1");
        KeyValueIterator<String, String> iterator = store.all();
        assertThatThrownBy(() -> store.put(nullKey(), "x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> store.get(nullKey())).isInstanceOf(NullPointerException.class);
        assertThat(store.isOpen()).isTrue();
        task.close();
        assertThat(store.isOpen()).isFalse();
        assertThatThrownBy(() -> store.get("a"))
                .isInstanceOf(InvalidStateStoreException.class)
                .hasMessageContaining("kv");
        assertThatThrownBy(iterator::hasNext).isInstanceOf(InvalidStateStoreException.class);
    }

    @SuppressWarnings("NullAway")
    private static String nullKey() {
        return Collections.singletonList((String) null).get(0);
    }

    @Test
    void shouldLogThePlainValueWithItsTimestampAndRestoreBoth() {
        StoreBuilder<TimestampedKeyValueStore<String, Long>> builder = Stores.timestampedKeyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("kv"), Serdes.String(), Serdes.Long());
        TestTask first = new TestTask(dir, List.of("kv"), null);
        try (first) {
            first.at(99);
            TimestampedKeyValueStore<String, Long> store = first.open(builder);
            store.put("a", ValueAndTimestamp.make(5L, 17));
            store.put("b", ValueAndTimestamp.make(6L, 18));
            store.put("b", null);
            assertThat(store.get("a")).isEqualTo(ValueAndTimestamp.make(5L, 17));
        }
        assertThat(first.log("kv").get(0).value())
                .isEqualTo(Serdes.Long().serializer().serialize("", 5L));
        assertThat(first.log("kv").get(0).timestampMs()).isEqualTo(17);
        assertThat(first.log("kv").get(2).value()).isNull();
        assertThat(first.log("kv").get(2).timestampMs()).isEqualTo(99);
        try (TestTask second = new TestTask(dir, List.of("kv"), null, first.logs(), Map.of())) {
            TimestampedKeyValueStore<String, Long> store = second.open(builder);
            second.restore(10);
            assertThat(store.get("a")).isEqualTo(ValueAndTimestamp.make(5L, 17));
            assertThat(store.get("b")).isNull();
        }
    }

    @Test
    void shouldKeepTheMostRecentlyUsedEntriesOfAnLruMap() {
        try (TestTask task = new TestTask(dir, List.of("lru"), null)) {
            KeyValueStore<String, String> store =
                    task.open(Stores.keyValueStoreBuilder(Stores.lruMap("lru", 2), Serdes.String(), Serdes.String()));
            store.put("a", "1");
            store.put("b", "2");
            store.get("a");
            store.put("c", "3");
            assertThat(drain(store.all())).containsExactly(new KeyValue<>("a", "1"), new KeyValue<>("c", "3"));
            TestTask.Logged tombstone = task.log("lru").get(3);
            assertThat(tombstone.key()).containsExactly('b');
            assertThat(tombstone.value()).isNull();
        }
    }

    @Test
    void shouldNameStoreAndClassWhenASerdeDoesNotFit() {
        try (TestTask task = new TestTask(dir, List.of(), null)) {
            KeyValueStore<String, Object> store = task.open(
                    Stores.<String, Object>keyValueStoreBuilder(Stores.inMemoryKeyValueStore("kv"), null, null));
            assertThatThrownBy(() -> store.put("a", 5L))
                    .isInstanceOf(StreamsException.class)
                    .hasMessageContaining("kv")
                    .hasMessageContaining("java.lang.Long");
        }
    }
}
