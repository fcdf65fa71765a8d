package io.tailrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo killed half-way and started again: nothing is lost, and what differs from an undisturbed run is what at-least-once
 * allows. Rows are the same, and a line that was on its way at the kill may count twice.
 */
@Timeout(240)
final class DemoRestartTest {

    private static final int LINES = 60_000;
    private static final int KILLS = 1;

    @TempDir
    Path folder;

    @Test
    void shouldCompleteAfterKillWithEveryLineCountedAtLeastOnce() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        try (DemoProcess demo = DemoProcess.start(undisturbed, LINES)) {
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
        }

        Path disturbed = folder.resolve("disturbed");
        for (int kill = 1; kill <= KILLS; kill++) {
            try (DemoProcess demo = DemoProcess.start(disturbed, LINES)) {
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> demo.linesProcessed() > 2_000 || !demo.isAlive());
                demo.kill();
                assertThat(disturbed.resolve("pages.csv"))
                        .as("killed too late: " + demo.output())
                        .doesNotExist();
            }
        }
        try (DemoProcess demo = DemoProcess.start(disturbed, LINES)) {
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
            assertThat(demo.output()).contains("Going on with the unfinished run");
        }

        assertAtLeastOnce(undisturbed, disturbed, "pages.csv", 2);
        assertAtLeastOnce(undisturbed, disturbed, "sessions.csv", 3);
    }

    /** The same rows by their first {@code keyColumns} columns, and in the others at least as much. */
    private static void assertAtLeastOnce(Path undisturbed, Path disturbed, String file, int keyColumns)
            throws Exception {
        Map<List<String>, List<String>> expected = rows(undisturbed.resolve(file), keyColumns);
        Map<List<String>, List<String>> actual = rows(disturbed.resolve(file), keyColumns);

        assertThat(expected).hasSizeGreaterThan(1_000);
        assertThat(actual.keySet()).as(file).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, sums) -> {
            for (int column = 0; column < sums.size(); column++) {
                assertThat(Long.parseLong(actual.get(key).get(column)))
                        .as("%s %s, sum %d", file, key, column)
                        .isGreaterThanOrEqualTo(Long.parseLong(sums.get(column)));
            }
        });
    }

    /** The rows without the header, which hold no quoted fields. */
    private static Map<List<String>, List<String>> rows(Path file, int keyColumns) throws Exception {
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            List<String> columns = List.of(line.split(",", -1));
            rows.put(columns.subList(0, keyColumns), columns.subList(keyColumns, columns.size()));
        }
        return rows;
    }
}
