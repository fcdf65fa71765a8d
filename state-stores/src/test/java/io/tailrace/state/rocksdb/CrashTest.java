package io.tailrace.state.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.streams.state.RocksDBConfigSetter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

/** A process that is killed with no chance to close anything leaves the state after one of its commits. */
class CrashTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("log", 0);
    private static final int KEYS = 500;
    private static final byte[] HOT = {1};

    @TempDir
    Path dir;

    // properties 49, 50
    @Test
    void shouldOpenAsOfAFlushedCommitAfterKill() throws Exception {
        for (int round = 0; round < 3; round++) {
            Path where = dir.resolve("logged" + round);
            long lastCommit = killAfterCommits(where, "logged", 40 + 60 * round);
            try (TaskDatabase database = TaskDatabase.open(where, Map.of())) {
                StorageSpace a = database.space("a", CHANGELOG);
                StorageSpace b = database.space("b", CHANGELOG);
                // Whatever was flushed: both stores are at the same commit, complete, and the positions say which.
                assertThat(b.position()).isEqualTo(a.position());
                assertThat(a.position()).isBetween(0L, lastCommit + 1);
                assertContent(a, a.position());
                assertContent(b, b.position());
                if (round == 2) {
                    assertThat(a.position()).as("something was flushed").isPositive();
                }
                // Replaying the tail brings it to where it was.
                for (long commit = a.position() + 1; commit <= lastCommit; commit++) {
                    for (Map.Entry<String, byte[]> write : writes(commit).entrySet()) {
                        a.restore(
                                write.getKey().getBytes(UTF_8), write.getValue().length == 0 ? null : write.getValue());
                    }
                    a.endRestore(commit);
                }
                assertContent(a, lastCommit);
            }
        }
    }

    @Test
    void shouldLoseNoCommitOfAStoreWithoutAChangelog() throws Exception {
        Path where = dir.resolve("unlogged");
        long lastCommit = killAfterCommits(where, "unlogged", 25);
        try (TaskDatabase database = TaskDatabase.open(where, Map.of())) {
            StorageSpace a = database.space("a", null);
            byte[] marker = a.get("commit".getBytes(UTF_8));
            assertThat(marker).isNotNull();
            long found = ByteBuffer.wrap(marker).getLong();
            // The child may have been killed in the commit after the one that it reported.
            assertThat(found).isBetween(lastCommit, lastCommit + 1);
            assertContent(a, found);
        }
    }

    @Test
    void shouldNotLoseWhatWasRestoredBesideAStoreWithoutAChangelog() throws Exception {
        Path where = dir.resolve("mixed");
        long lastCommit = killAfterCommits(where, "mixed", 5);
        try (TaskDatabase database = TaskDatabase.open(where, Map.of())) {
            StorageSpace a = database.space("a", CHANGELOG);
            assertThat(a.position()).isBetween(lastCommit, lastCommit + 1);
            assertContent(a, a.position());
        }
    }

    @Test
    void shouldFlushBeforeMuchIsOverwrittenThatWasNeverWritten() throws Exception {
        Path where = dir.resolve("hot");
        // A flush makes a file for the store and one for the positions. The next begins when the one before is in
        // force.
        long lastCommit = kill(where, "hot", commits -> files(where, ".sst") > 2);
        try (TaskDatabase database = TaskDatabase.open(where, Map.of())) {
            StorageSpace a = database.space("a", CHANGELOG);
            assertThat(a.position()).isBetween(1L, lastCommit + 1);
            assertThat(a.get(HOT)).isEqualTo(hotValue(a.position()));
        }
    }

    private static long files(Path where, String suffix) {
        if (!Files.exists(where)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] hotValue(long commit) {
        byte[] value = new byte[20_000];
        new Random(commit).nextBytes(value);
        return value;
    }

    private static void assertContent(StorageSpace space, long commit) {
        Map<String, byte[]> expected = new TreeMap<>();
        for (long each = 1; each <= commit; each++) {
            writes(each).forEach((key, value) -> {
                if (value.length == 0) {
                    expected.remove(key);
                } else {
                    expected.put(key, value);
                }
            });
        }
        int seen = 0;
        try (ByteCursor cursor = space.scan(null, null, true)) {
            while (cursor.next()) {
                String key = new String(cursor.key(), UTF_8);
                if (!key.equals("commit")) {
                    assertThat(cursor.value()).as(key).isEqualTo(expected.get(key));
                    seen++;
                }
            }
        }
        assertThat(seen).isEqualTo(expected.size());
    }

    /** What commit number {@code commit} writes; an empty value stands for a deletion. */
    private static Map<String, byte[]> writes(long commit) {
        Random random = new Random(commit);
        Map<String, byte[]> writes = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            byte[] value = random.nextInt(5) == 0 ? new byte[0] : new byte[1 + random.nextInt(4_000)];
            random.nextBytes(value);
            writes.put("k" + random.nextInt(KEYS), value);
        }
        return writes;
    }

    private static long killAfterCommits(Path where, String mode, int commits) throws Exception {
        return kill(where, mode, last -> last >= commits);
    }

    /** Runs {@link Child} until it has reported enough commits, and kills it in the middle of what it does next. */
    private static long kill(Path where, String mode, LongPredicate enough) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        where.toString(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            String line;
            while (!enough.test(last) && (line = lines.readLine()) != null) {
                last = Long.parseLong(line);
            }
            child.destroyForcibly();
            while ((line = readOrEnd(lines)) != null) {
                last = Long.parseLong(line);
            }
        }
        child.waitFor();
        assertThat(enough.test(last)).as("%s commits are enough", last).isTrue();
        return last;
    }

    private static @Nullable String readOrEnd(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    /** Makes flushes happen often, each in the middle of something. */
    public static final class SmallMemtables implements RocksDBConfigSetter {

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            options.setWriteBufferSize(1 << 20);
        }

        @Override
        public void close(String storeName, Options options) {}
    }

    /** Commits for ever, and reports each commit when it is done. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) {
            Map<String, Object> configs = Map.of(FamilySet.CONFIG_SETTER, SmallMemtables.class);
            try (TaskDatabase database = TaskDatabase.open(Path.of(args[0]), configs)) {
                switch (args[1]) {
                    case "logged" ->
                        commitForEver(database, database.space("a", CHANGELOG), database.space("b", CHANGELOG), 1);
                    case "hot" -> overwriteForEver(database, database.space("a", CHANGELOG));
                    case "unlogged" -> commitForEver(database, database.space("a", null), database.space("b", null), 1);
                    default -> {
                        StorageSpace a = database.space("a", CHANGELOG);
                        writes(1)
                                .forEach((key, value) ->
                                        a.restore(key.getBytes(UTF_8), value.length == 0 ? null : value));
                        a.endRestore(1);
                        commitForEver(database, a, database.space("b", null), 2);
                    }
                }
            }
        }

        private static void overwriteForEver(TaskDatabase database, StorageSpace a) {
            for (long commit = 1; ; commit++) {
                a.put(HOT, hotValue(commit));
                database.commit(Map.of("a", commit));
                System.out.println(commit);
                System.out.flush();
            }
        }

        private static void commitForEver(TaskDatabase database, StorageSpace a, StorageSpace b, long first) {
            for (long commit = first; ; commit++) {
                for (StorageSpace space : List.of(a, b)) {
                    writes(commit)
                            .forEach((key, value) -> space.put(key.getBytes(UTF_8), value.length == 0 ? null : value));
                }
                byte[] marker = ByteBuffer.allocate(8).putLong(commit).array();
                a.put("commit".getBytes(UTF_8), marker);
                database.commit(Map.of("a", commit, "b", commit));
                System.out.println(commit);
                System.out.flush();
            }
        }
    }
}
