package io.tailrace.state.kit;

import static io.tailrace.streams.state.VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT;
import static io.tailrace.streams.state.VersionedKeyValueStore.PUT_RETURN_CODE_VALID_TO_UNDEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.state.versioned.TypedVersionedStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.VersionedBytesStoreSupplier;
import io.tailrace.streams.state.VersionedKeyValueStore;
import io.tailrace.streams.state.VersionedRecord;
import io.tailrace.streams.state.VersionedRecordIterator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versioned stores in every combination of layers, against all versions in a map. */
class VersionedStoreTest {

    private static final long RETENTION_MS = 50;

    @TempDir
    Path dir;

    static List<Variant> variants() {
        return Variant.all().stream()
                .filter(variant -> variant.cacheBytes() == 0)
                .toList();
    }

    private static StoreBuilder<VersionedKeyValueStore<String, String>> builder(Variant variant) {
        VersionedBytesStoreSupplier supplier = variant.persistent()
                ? Stores.persistentVersionedKeyValueStore(
                        "versions", Duration.ofMillis(RETENTION_MS), Duration.ofMillis(20))
                : Stores.inMemoryVersionedKeyValueStore("versions", Duration.ofMillis(RETENTION_MS));
        StoreBuilder<VersionedKeyValueStore<String, String>> builder =
                Stores.versionedKeyValueStoreBuilder(supplier, Serdes.String(), Serdes.String());
        return variant.logged() ? builder : builder.withLoggingDisabled();
    }

    private static TestTask task(Path root, Variant variant, Map<TopicPartition, List<TestTask.Logged>> log) {
        return new TestTask(root, variant.logged() ? List.of("versions") : List.of(), null, log, Map.of());
    }

    /** All versions ever put: by key and time, empty for "no value". */
    private static final class Model {

        private final Map<String, NavigableMap<Long, Optional<String>>> versions = new HashMap<>();
        private long streamTime = -1;

        private NavigableMap<Long, Optional<String>> of(String key) {
            return versions.computeIfAbsent(key, any -> new TreeMap<>());
        }

        long put(String key, @Nullable String value, long time) {
            if (time < streamTime - RETENTION_MS) {
                return PUT_RETURN_CODE_NOT_PUT;
            }
            streamTime = Math.max(streamTime, time);
            NavigableMap<Long, Optional<String>> of = of(key);
            Long next = of.higherKey(time);
            Map.Entry<Long, Optional<String>> before = of.lowerEntry(time);
            boolean takesNewestAway = value == null
                    && next == null
                    && of.getOrDefault(time, Optional.empty()).isPresent();
            if (takesNewestAway && (before == null || before.getValue().isEmpty())) {
                of.remove(time);
            } else {
                of.put(time, Optional.ofNullable(value));
            }
            return next == null ? PUT_RETURN_CODE_VALID_TO_UNDEFINED : next;
        }

        @Nullable
        VersionedRecord<String> at(String key, long time) {
            Map.Entry<Long, Optional<String>> found = of(key).floorEntry(time);
            if (found == null || found.getValue().isEmpty()) {
                return null;
            }
            boolean newest = of(key).lastKey().equals(found.getKey());
            return newest || time >= streamTime - RETENTION_MS
                    ? new VersionedRecord<>(found.getValue().get(), found.getKey())
                    : null;
        }

        List<VersionedRecord<String>> between(String key, long from, long to) {
            List<VersionedRecord<String>> found = new ArrayList<>();
            of(key).forEach((time, value) -> {
                Long end = of(key).higherKey(time);
                boolean kept = end == null || (end >= streamTime - RETENTION_MS && to >= streamTime - RETENTION_MS);
                if (value.isPresent() && time <= to && (end == null || end > from) && kept) {
                    found.add(
                            end == null
                                    ? new VersionedRecord<>(value.get(), time)
                                    : new VersionedRecord<>(value.get(), time, end));
                }
            });
            return found;
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldKnowWhatWasValidWhenUnderRandomOperations(Variant variant) {
        for (long seed = 1; seed <= 6; seed++) {
            Path seedDir = dir.resolve("seed" + seed);
            try (TestTask task = task(seedDir, variant, new HashMap<>())) {
                runRandomly(new Random(seed), task.open(builder(variant)), new Model(), task, "seed " + seed);
            }
        }
    }

    private static void runRandomly(
            Random random, VersionedKeyValueStore<String, String> store, Model model, TestTask task, String seed) {
        long time = 0;
        for (int step = 0; step < 800; step++) {
            String as = seed + " step " + step;
            String key = "k" + random.nextInt(3);
            time += random.nextInt(4);
            long at = Math.max(0, time - random.nextInt(70) + 10);
            String value = random.nextInt(3) == 0 ? null : "v" + step;
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> assertThat(store.put(key, value, at)).as(as).isEqualTo(model.put(key, value, at));
                case 3 -> {
                    VersionedRecord<String> before = at < model.streamTime - RETENTION_MS ? null : model.at(key, at);
                    assertThat(store.delete(key, at)).as(as).isEqualTo(before);
                    model.put(key, null, at);
                }
                case 4 -> {
                    Map.Entry<Long, Optional<String>> newest = model.of(key).lastEntry();
                    assertThat(store.get(key)).as(as).isEqualTo(newest == null ? null : model.at(key, Long.MAX_VALUE));
                }
                case 5 -> {
                    if (random.nextInt(5) == 0) {
                        task.commit();
                    }
                }
                case 6 -> {
                    long to = at + random.nextInt(30);
                    List<VersionedRecord<String>> expected = model.between(key, at, to);
                    assertThat(versions(store, key, at, to, true)).as(as).isEqualTo(expected);
                    Collections.reverse(expected);
                    assertThat(versions(store, key, at, to, false)).as(as).isEqualTo(expected);
                }
                default -> assertThat(store.get(key, at)).as(as).isEqualTo(model.at(key, at));
            }
        }
    }

    private static List<VersionedRecord<String>> versions(
            VersionedKeyValueStore<String, String> store, String key, long from, long to, boolean ascending) {
        List<VersionedRecord<String>> found = new ArrayList<>();
        try (VersionedRecordIterator<String> iterator =
                ((TypedVersionedStore<String, String>) store).get(key, from, to, ascending)) {
            iterator.forEachRemaining(found::add);
        }
        return found;
    }

    // property 49
    @ParameterizedTest
    @MethodSource("variants")
    void shouldComeBackFromItsChangelogAlsoWhenThatIsCompacted(Variant variant) {
        if (!variant.logged()) {
            return;
        }
        for (long seed = 11; seed <= 16; seed++) {
            Model model = new Model();
            TestTask first = task(dir.resolve("first" + seed), variant, new HashMap<>());
            try (first) {
                runRandomly(new Random(seed), first.open(builder(variant)), model, first, "seed " + seed);
                first.commit();
            }
            try (TestTask again = task(dir.resolve("first" + seed), variant, first.logs())) {
                VersionedKeyValueStore<String, String> store = again.open(builder(variant));
                assertThat(again.restore(7) > 0).isEqualTo(!variant.persistent());
                assertSameHistory(store, model, "reopened, seed " + seed);
            }
            try (TestTask elsewhere = task(dir.resolve("elsewhere" + seed), variant, first.logs())) {
                VersionedKeyValueStore<String, String> store = elsewhere.open(builder(variant));
                elsewhere.restore(7);
                assertSameHistory(store, model, "restored, seed " + seed);
            }
            Map<TopicPartition, List<TestTask.Logged>> compacted = new HashMap<>();
            compacted.put(TestTask.changelog("versions"), compacted(first.log("versions")));
            try (TestTask elsewhere = task(dir.resolve("compacted" + seed), variant, compacted)) {
                VersionedKeyValueStore<String, String> store = elsewhere.open(builder(variant));
                elsewhere.restore(7);
                for (String key : model.versions.keySet()) {
                    assertThat(store.get(key)).as("compacted, seed " + seed).isEqualTo(model.at(key, Long.MAX_VALUE));
                }
            }
        }
    }

    private static List<TestTask.Logged> compacted(List<TestTask.Logged> log) {
        Map<String, TestTask.Logged> last = new LinkedHashMap<>();
        for (TestTask.Logged each : log) {
            last.remove(Arrays.toString(each.key()));
            last.put(Arrays.toString(each.key()), each);
        }
        return List.copyOf(last.values());
    }

    private static void assertSameHistory(VersionedKeyValueStore<String, String> store, Model model, String as) {
        for (String key : model.versions.keySet()) {
            for (long time = Math.max(0, model.streamTime - RETENTION_MS - 5); time <= model.streamTime; time++) {
                assertThat(store.get(key, time)).as(as + " " + key + "@" + time).isEqualTo(model.at(key, time));
            }
        }
    }

    @Test
    void shouldForgetHistoryButNotTheNewestVersion() {
        Variant variant = new Variant(true, 0, true);
        try (TestTask task = task(dir, variant, new HashMap<>())) {
            VersionedKeyValueStore<String, String> store = task.open(builder(variant));
            store.put("a", "old", 10);
            store.put("a", "new", 20);
            store.put("b", "x", 1_000);
            task.commit();
            assertThat(store.get("a", 15)).isNull();
            assertThat(store.get("a", 25)).isEqualTo(new VersionedRecord<>("new", 20));
            assertThat(store.put("a", "late", 900)).isEqualTo(PUT_RETURN_CODE_NOT_PUT);
            assertThat(versions(store, "a", 0, 2_000, true)).containsExactly(new VersionedRecord<>("new", 20));
        }
    }

    @Test
    void shouldRefuseCachingAndNegativeRetention() {
        StoreBuilder<VersionedKeyValueStore<String, String>> builder = builder(new Variant(true, 0, true));
        assertThatThrownBy(builder::withCachingEnabled)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Versioned stores do not support caching");
        assertThatThrownBy(() -> Stores.persistentVersionedKeyValueStore("v", Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("historyRetention cannot be negative");
        assertThatThrownBy(() -> Stores.persistentVersionedKeyValueStore("v", Duration.ofMillis(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("segmentInterval cannot be zero or negative");
    }
}
