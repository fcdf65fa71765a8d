package io.tailrace.streams.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds topologies against Kafka Streams 4.3.1: equal descriptions, and equal outputs for equal random inputs. Properties 52, 53. */
final class KafkaStreamsOracleTest {
    private static final int SEEDS = 12;
    private static final int RECORDS = 120;

    @TempDir
    static Path directory;

    private static KafkaTwin kafka;

    @BeforeAll
    static void compileTwin() throws Exception {
        kafka = KafkaTwin.compile(directory);
    }

    @AfterAll
    static void closeTwin() throws Exception {
        kafka.close();
    }

    static List<String> programs() {
        return TwinPrograms.names();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldDescribeTopologyAsKafkaStreams(String program) throws Exception {
        assertThat(TwinPrograms.describe(program)).isEqualTo(kafka.describe(program));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldWriteWhatKafkaStreamsWrites(String program) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Object[]> inputs = TwinInputs.of(new Random(seed * 31L + program.hashCode()), RECORDS, 100);
            Map<String, String> configs = configs(program, seed);
            List<String> ours = TwinPrograms.run(program, inputs, configs);
            List<String> theirs = kafka.run(program, inputs, configs);
            if (program.endsWith("-final")) {
                assertThat(ours).as("program %s, seed %d", program, seed).containsExactlyInAnyOrderElementsOf(theirs);
            } else {
                assertThat(ours).as("program %s, seed %d", program, seed).isEqualTo(theirs);
            }
        }
    }

    /**
     * Caches on and off. Results of closed windows are held against RocksDB with caches, as Kafka's in-memory stores, and its stores without
     * caches, lose closed windows before they emit them; windows that close together may come in any order.
     */
    private static Map<String, String> configs(String program, int seed) {
        if (program.endsWith("-final")) {
            return Map.of("rocksdb", "true");
        }
        return seed % 2 == 0 ? Map.of("statestore.cache.max.bytes", "0") : Map.of();
    }
}
