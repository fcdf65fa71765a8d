package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process with an application and its embedded log store, and lets another go on in the same directories. */
@Timeout(180)
final class CrashRestartTest {
    private static final int RECORDS = 16_000;
    private static final int STOP_AFTER = 5_000;
    private static final int[] KILL_AFTER = {3_000, 2_000};

    @TempDir
    Path directory;

    @Test
    void shouldCountEachRecordOnceWithoutCrash() throws Exception {
        WordCount count = prepared();
        List<String> lines = run(Integer.MAX_VALUE, CrashRestartTest::kill);
        assertThat(lines).endsWith("done");
        assertThat(totals(count)).isEqualTo(count.expected());
    }

    @Test
    void shouldCountEachRecordAtLeastOnceOverCrashes() throws Exception {
        WordCount count = prepared();
        assertThat(run(STOP_AFTER, CrashRestartTest::askToStop)).endsWith("stopped");
        List<String> restored = new ArrayList<>();
        for (int killAfter : KILL_AFTER) {
            List<String> lines = run(killAfter, CrashRestartTest::kill);
            assertThat(lines).as("the process was killed half-way").doesNotContain("done");
            restored.addAll(restorations(lines));
        }
        List<String> lines = run(Integer.MAX_VALUE, CrashRestartTest::kill);
        assertThat(lines).endsWith("done");
        restored.addAll(restorations(lines));
        assertThat(restored)
                .as("stores are restored from the commit that is on disk, at least that of the clean stop")
                .anyMatch(line -> !line.startsWith("restoring 0 "));

        Map<String, Long> totals = totals(count);
        assertThat(totals.keySet()).isEqualTo(count.expected().keySet());
        count.expected()
                .forEach((word, right) -> assertThat(totals.get(word)).as(word).isGreaterThanOrEqualTo(right));
        long total = totals.values().stream().mapToLong(Long::longValue).sum();
        assertThat(total)
                .as("records counted again")
                .isLessThan(RECORDS * 3L); // each of the kills repeats what was not committed
    }

    private WordCount prepared() throws Exception {
        WordCount count = new WordCount("crashing", CountingMain.bootstrap(directory));
        count.createTopics();
        count.produce(RECORDS);
        return count;
    }

    private static List<String> restorations(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("restoring ")).toList();
    }

    /** Runs the application, ends it when it has counted that many records, and returns what it printed. */
    private List<String> run(int endAfter, Consumer<Process> end) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CountingMain.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        boolean ending = false;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (!ending && line.startsWith("counted ") && Integer.parseInt(line.substring(8)) >= endAfter) {
                    end.accept(process);
                    ending = true;
                }
            }
        } finally {
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("process ended").isTrue();
        }
        return lines;
    }

    private static void kill(Process process) {
        boolean asked =
                process.toHandle().destroyForcibly(); // leaves the streams open, as opposed to the process's own
        assertThat(asked).isTrue();
    }

    private static void askToStop(Process process) {
        try (var in = process.getOutputStream()) {
            in.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last total of each word. */
    private static Map<String, Long> totals(WordCount count) {
        try (io.tailrace.clients.consumer.Consumer<String, Long> reader = count.reader()) {
            var ends = reader.endOffsets(reader.assignment());
            Map<String, Long> totals = new HashMap<>();
            await().atMost(WordCount.LIMIT).until(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(record -> totals.put(record.key(), record.value()));
                return ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue());
            });
            return totals;
        }
    }
}
