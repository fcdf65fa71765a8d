package io.tailrace.samples.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessLogGeneratorTest {

    private static final int LINES = 50_000;

    @TempDir
    Path folder;

    @Test
    void shouldWriteSameLogForSameSeed() throws Exception {
        Path first = write("first.log", 7, 5_000);
        Path second = write("second.log", 7, 5_000);
        Path other = write("other.log", 8, 5_000);

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.mismatch(first, other)).isNotNegative();
    }

    @Test
    void shouldWriteLinesThatParseButForAFewDamaged() throws Exception {
        List<String> lines = Files.readAllLines(write("access.log", 3, LINES));

        AccessLogParser parser = new AccessLogParser();
        List<LogLine> damaged = lines.stream()
                .map(parser::parse)
                .filter(line -> line.click() == null)
                .toList();

        assertThat(lines).hasSize(LINES);
        assertThat(damaged).hasSizeBetween(1, 20);
    }

    @Test
    void shouldWriteLinesAtMostAMinuteBehindTheirNeighbours() throws Exception {
        AccessLogParser parser = new AccessLogParser();
        long newestMs = 0;
        long latestMs = 0;
        for (String text : Files.readAllLines(write("access.log", 3, LINES))) {
            LogLine line = parser.parse(text);
            if (line.click() != null) {
                newestMs = Math.max(newestMs, line.click().timeMs());
                latestMs = Math.max(latestMs, newestMs - line.click().timeMs());
            }
        }

        assertThat(latestMs).isBetween(1_000L, 60_000L);
    }

    private Path write(String name, long seed, int lines) throws Exception {
        Path file = folder.resolve(name);
        new AccessLogGenerator(seed).write(file, lines);
        return file;
    }
}
