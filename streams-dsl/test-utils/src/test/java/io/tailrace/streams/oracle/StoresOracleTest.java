package io.tailrace.streams.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@link StorePrograms} against Kafka Streams: every read of every kind of store gives the same. */
final class StoresOracleTest {
    private static final int SEEDS = Integer.getInteger("tailrace.streams.oracle.seeds", 3);
    private static final int RECORDS = 100;
    private static final Pattern CHANGELOG = Pattern.compile("twin-s-changelog ");

    @TempDir
    static Path directory;

    private static KafkaTwin kafka;

    @BeforeAll
    static void compileTwin() throws Exception {
        kafka = KafkaTwin.compile(directory, "StorePrograms");
    }

    @AfterAll
    static void closeTwin() throws Exception {
        kafka.close();
    }

    static List<String> programs() {
        return StorePrograms.names();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldReadWhatKafkaStreamsReads(String program) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Object[]> inputs = TwinInputs.of(new Random(seed * 31L + program.hashCode()), RECORDS, 100);
            List<String> ours = compared(program, StorePrograms.run(program, inputs, Map.of()));
            List<String> theirs = compared(program, kafka.run(program, inputs, Map.of()));
            for (int line = 0; line < Math.min(ours.size(), theirs.size()); line++) {
                assertThat(ours.get(line))
                        .as("program %s, seed %d, line %d", program, seed, line)
                        .isEqualTo(theirs.get(line));
            }
            assertThat(ours).as("program %s, seed %d", program, seed).hasSameSizeAs(theirs);
        }
    }

    /**
     * Kafka logs the deletion of what is not there, and what its window and session stores found too late to keep; and histories are logged in
     * another way, so that a compacted changelog restores the newest version.
     */
    private static List<String> compared(String program, List<String> lines) {
        return program.contains("timestamped-rows") || program.startsWith("headers-rows")
                ? lines
                : lines.stream()
                        .filter(line -> !CHANGELOG.matcher(line).lookingAt())
                        .toList();
    }
}
