package io.tailrace.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.StorageSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that the database has not been given yet show nowhere: not in what is read, rolled back, expired, restored or found again. */
class HeldCommitsTest {

    private static final List<String> STORES = List.of("a", "b");
    private static final int STEPS = 2_000;

    @TempDir
    Path dir;

    @Test
    void shouldHoldCommitsAndWriteThemTogether() {
        try (TaskDatabase database = TaskDatabase.open(dir, Map.of())) {
            RocksSpace space = (RocksSpace) database.space("a", changelog("a"));
            for (int i = 0; i < 100; i++) {
                space.put(new byte[] {1}, new byte[] {(byte) i});
                database.commit(Map.of("a", (long) i));
            }
            assertThat(space.unwritten().keys()).isEqualTo(1);
            assertThat(space.unwritten().mergedBytes()).isEqualTo(99 * 2);
            space.put(new byte[] {2}, new byte[(int) TaskDatabase.UNWRITTEN_LIMIT_BYTES]);
            assertThat(space.unwritten().keys()).isEqualTo(1);
            database.commit(Map.of("a", 100L));
            assertThat(space.unwritten().isEmpty()).isTrue();
            assertThat(space.approximateCount()).isEqualTo(2);
        }
    }

    @Test
    void shouldWriteEachCommitWhereAStoreHasNoChangelog() {
        try (TaskDatabase database = TaskDatabase.open(dir, Map.of())) {
            RocksSpace logged = (RocksSpace) database.space("a", changelog("a"));
            logged.put(new byte[] {1}, new byte[] {1});
            database.commit(Map.of("a", 1L));
            assertThat(logged.unwritten().isEmpty()).isFalse();
            database.space("b", null);
            assertThat(logged.unwritten().isEmpty()).isTrue();
            logged.put(new byte[] {1}, new byte[] {2});
            database.commit(Map.of("a", 2L));
            assertThat(logged.unwritten().isEmpty()).isTrue();
        }
    }

    @Test
    void shouldCountWhatIsHeld() {
        try (TaskDatabase database = TaskDatabase.open(dir, Map.of())) {
            StorageSpace space = database.space("a", changelog("a"));
            for (byte i = 0; i < 10; i++) {
                space.put(new byte[] {i}, new byte[] {i});
                database.commit(Map.of("a", (long) i));
            }
            assertThat(space.approximateCount()).isEqualTo(10);
            space.put(new byte[] {3}, null);
            database.commit(Map.of("a", 11L));
            assertThat(space.approximateCount()).isEqualTo(9);
        }
    }

    @Test
    void shouldBeAsAModelWhateverIsHeld() {
        for (long seed : new long[] {1, 2, 3}) {
            try {
                new Model(dir.resolve("seed" + seed), new Random(seed)).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed=" + seed, e);
            }
        }
    }

    private static TopicPartition changelog(String store) {
        return new TopicPartition("log-" + store, 0);
    }

    /** Two stores, as of now and as of the last commit. Values are large, so that limits are passed on the way. */
    private static final class Model {

        private final Path where;
        private final Random random;
        private final Map<String, NavigableMap<byte[], byte[]>> now = new HashMap<>();
        private final Map<String, NavigableMap<byte[], byte[]>> committed = new HashMap<>();
        private final Map<String, Long> positions = new HashMap<>();
        private final Map<String, StorageSpace> spaces = new HashMap<>();
        private TaskDatabase database;
        private int held;

        Model(Path where, Random random) {
            this.where = where;
            this.random = random;
            this.database = TaskDatabase.open(where, Map.of());
            for (String store : STORES) {
                now.put(store, empty());
                committed.put(store, empty());
                positions.put(store, 0L);
                spaces.put(store, database.space(store, changelog(store)));
            }
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step(STORES.get(random.nextInt(STORES.size())));
            }
            reopen();
            database.close();
            assertThat(held).as("times that commits were held").isPositive();
        }

        private void step(String store) {
            switch (random.nextInt(200)) {
                case 0 -> reopen();
                case 1 -> reset(store);
                case 2 -> restore(store);
                case 3, 4 -> expire(store);
                case 5, 6, 7, 8 -> scan(store);
                case 9, 10, 11, 12 -> scanOverCommits(store);
                default -> {
                    if (random.nextInt(3) == 0) {
                        commit();
                    } else if (random.nextBoolean()) {
                        put(store);
                    } else {
                        byte[] key = key();
                        assertThat(space(store).get(key)).isEqualTo(now(store).get(key));
                    }
                }
            }
        }

        private void put(String store) {
            byte[] key = key();
            byte @Nullable [] value = value();
            space(store).put(key, value);
            apply(now(store), key, value);
        }

        private void commit() {
            for (String store : STORES) {
                if (random.nextInt(4) > 0) {
                    positions.merge(store, 1L, Long::sum);
                }
                committed.put(store, copy(now(store)));
            }
            database.commit(positions);
            for (String store : STORES) {
                held += ((RocksSpace) space(store)).unwritten().isEmpty() ? 0 : 1;
            }
        }

        /** As a task does it: right after a commit, nothing else is held apart then. */
        private void restore(String store) {
            commit();
            for (int i = random.nextInt(20); i >= 0; i--) {
                byte[] key = key();
                byte @Nullable [] value = value();
                space(store).restore(key, value);
                apply(now(store), key, value);
            }
            long next = positions.merge(store, 20L, Long::sum);
            space(store).endRestore(next);
            committed.put(store, copy(now(store)));
        }

        private void expire(String store) {
            byte[] to = {(byte) (random.nextInt(8) + 1)};
            space(store).expire(new byte[] {0}, to);
            now(store).headMap(to, false).clear();
            // The range is not looked at before it is gone.
            commit();
        }

        private void reset(String store) {
            commit();
            space(store).reset();
            now(store).clear();
            committed.put(store, empty());
            positions.put(store, 0L);
            assertThat(space(store).position()).isZero();
        }

        private void reopen() {
            database.close();
            database = TaskDatabase.open(where, Map.of());
            for (String store : STORES) {
                StorageSpace space = database.space(store, changelog(store));
                spaces.put(store, space);
                assertThat(space.position()).isEqualTo(positions.get(store));
                now.put(store, copy(committed(store)));
                scan(store);
            }
        }

        private void scan(String store) {
            byte[] from = key();
            byte[] to = key();
            boolean forward = random.nextBoolean();
            NavigableMap<byte[], byte[]> expected = range(store, from, to, forward);
            try (ByteCursor cursor = space(store).scan(from, to, forward)) {
                expectRest(cursor, expected);
            }
        }

        /** What changes while a cursor is open may or may not be seen; what does not change is seen, once and in order. */
        private void scanOverCommits(String store) {
            boolean forward = random.nextBoolean();
            NavigableMap<byte[], byte[]> before = range(store, new byte[0], new byte[] {127}, forward);
            List<byte[]> seen = new ArrayList<>();
            List<byte[]> changed = new ArrayList<>();
            try (ByteCursor cursor = space(store).scan(null, null, forward)) {
                while (cursor.next()) {
                    byte[] key = cursor.key();
                    if (changed.stream().noneMatch(each -> Arrays.equals(each, key))) {
                        assertThat(cursor.value()).isEqualTo(before.get(key));
                    }
                    if (!seen.isEmpty()) {
                        assertThat(Arrays.compareUnsigned(seen.get(seen.size() - 1), key) < 0)
                                .isEqualTo(forward);
                    }
                    seen.add(key);
                    if (random.nextInt(5) == 0) {
                        byte[] written = key();
                        byte @Nullable [] value = value();
                        space(store).put(written, value);
                        apply(now(store), written, value);
                        changed.add(written);
                    }
                    if (random.nextInt(5) == 0) {
                        commit();
                    }
                }
            }
            NavigableMap<byte[], byte[]> unchanged = copy(before);
            changed.forEach(unchanged::remove);
            for (byte[] key : unchanged.keySet()) {
                assertThat(seen).anyMatch(each -> Arrays.equals(each, key));
            }
        }

        private static void expectRest(ByteCursor cursor, NavigableMap<byte[], byte[]> expected) {
            for (Map.Entry<byte[], byte[]> entry : expected.entrySet()) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).isEqualTo(entry.getKey());
                assertThat(cursor.value()).isEqualTo(entry.getValue());
            }
            assertThat(cursor.next()).isFalse();
        }

        private NavigableMap<byte[], byte[]> range(String store, byte[] from, byte[] to, boolean forward) {
            NavigableMap<byte[], byte[]> range = Arrays.compareUnsigned(from, to) >= 0
                    ? empty()
                    : copy(now(store).subMap(from, true, to, false));
            return forward ? range : range.descendingMap();
        }

        private StorageSpace space(String store) {
            return spaces.get(store);
        }

        private NavigableMap<byte[], byte[]> now(String store) {
            return now.get(store);
        }

        private NavigableMap<byte[], byte[]> committed(String store) {
            return committed.get(store);
        }

        private byte[] key() {
            return new byte[] {(byte) random.nextInt(20), (byte) random.nextInt(5)};
        }

        private byte @Nullable [] value() {
            if (random.nextInt(4) == 0) {
                return null;
            }
            byte[] value = new byte[random.nextInt(40) == 0 ? 300_000 : random.nextInt(100)];
            random.nextBytes(value);
            return value;
        }

        private static void apply(NavigableMap<byte[], byte[]> map, byte[] key, byte @Nullable [] value) {
            if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }

        private static NavigableMap<byte[], byte[]> empty() {
            return new TreeMap<>(Arrays::compareUnsigned);
        }

        private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> map) {
            NavigableMap<byte[], byte[]> copy = empty();
            copy.putAll(map);
            return copy;
        }
    }
}
