package io.tailrace.streams.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@link WindowPrograms} against Kafka Streams: equal descriptions, and equal output and changelogs for equal random inputs. */
final class WindowsOracleTest {
    private static final int SEEDS = Integer.getInteger("tailrace.streams.oracle.seeds", 6);
    private static final int RECORDS = 120;

    @TempDir
    static Path directory;

    private static KafkaTwin kafka;

    @BeforeAll
    static void compileTwin() throws Exception {
        kafka = KafkaTwin.compile(directory, "WindowPrograms");
    }

    @AfterAll
    static void closeTwin() throws Exception {
        kafka.close();
    }

    static List<String> programs() {
        return WindowPrograms.names();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldDescribeTopologyAsKafkaStreams(String program) throws Exception {
        assertThat(WindowPrograms.describe(program)).isEqualTo(kafka.describe(program));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldWriteWhatKafkaStreamsWrites(String program) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Object[]> inputs =
                    TwinInputs.of(new Random(seed * 31L + program.hashCode()), RECORDS, seed % 3 == 0 ? 0 : 100);
            // Windows that close together may be emitted in any order, and only RocksDB with caches keeps them until
            // then in Kafka.
            boolean isFinal = program.endsWith("-final");
            // In a cogroup each stream has its own stream time: Kafka's cache emits updates that its store then drops
            // as expired.
            boolean uncached = seed % 2 == 0 || program.equals("cogroup-session") || program.equals("cogroup-tumbling");
            Map<String, String> configs = isFinal
                    ? Map.of("rocksdb", "true")
                    : uncached ? Map.of("statestore.cache.max.bytes", "0") : Map.of();
            List<String> ours = compared(program, WindowPrograms.run(program, inputs, configs));
            List<String> theirs = compared(program, kafka.run(program, inputs, configs));
            if (isFinal) {
                assertThat(ours).as("program %s, seed %d", program, seed).containsExactlyInAnyOrderElementsOf(theirs);
            } else {
                assertThat(ours).as("program %s, seed %d", program, seed).isEqualTo(theirs);
            }
        }
    }

    /**
     * Kafka's stores log a write to a window that the store has expired, which it then does not hold; ours do not. The changelog records of
     * suppressions have the time of their sending in Kafka, and that of the update here; keys of one commit come in any order.
     */
    private static List<String> compared(String program, List<String> lines) {
        boolean writesExpired =
                program.endsWith("-final") || program.startsWith("cogroup-") || program.equals("session-of-one-time");
        List<String> compared = new ArrayList<>();
        List<String> suppressed = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("out")) {
                compared.add(line);
            } else if (line.contains("SUPPRESS") || line.contains("calm-store") || line.contains("closed-store")) {
                suppressed.add(line.replaceAll(" [^ ]+ RecordHeaders", " RecordHeaders"));
            } else if (!writesExpired) {
                compared.add(line);
            }
        }
        Collections.sort(suppressed);
        compared.addAll(suppressed);
        return compared;
    }
}
