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

/** Holds programs against Kafka Streams whose stores have room for headers: {@code dsl.store.format=HEADERS}, on disk. */
final class HeadersFormatOracleTest {
    private static final int RECORDS = 80;

    @TempDir
    static Path directory;

    @TempDir
    static Path joinsDirectory;

    private static KafkaTwin kafka;
    private static KafkaTwin joins;

    @BeforeAll
    static void compileTwin() throws Exception {
        kafka = KafkaTwin.compile(directory, "TwinPrograms");
        joins = KafkaTwin.compile(joinsDirectory, "JoinPrograms");
    }

    @AfterAll
    static void closeTwin() throws Exception {
        kafka.close();
        joins.close();
    }

    static List<String> programs() {
        return TwinPrograms.names();
    }

    /** In any order: windows that close together may be emitted so. Without caches Kafka loses windows before it emits them as closed. */
    @ParameterizedTest
    @MethodSource("programs")
    void shouldWriteWhatKafkaStreamsWrites(String program) throws Exception {
        for (long cacheBytes : program.endsWith("-final") ? new long[] {1 << 20} : new long[] {1 << 20, 0}) {
            List<Object[]> inputs = TwinInputs.of(new Random(program.hashCode()), RECORDS, 100);
            Map<String, String> configs = Map.of(
                    "rocksdb",
                    "true",
                    "dsl.store.format",
                    "HEADERS",
                    "statestore.cache.max.bytes",
                    Long.toString(cacheBytes));
            assertThat(TwinPrograms.run(program, inputs, configs))
                    .as("program %s, cache of %d bytes", program, cacheBytes)
                    .containsExactlyInAnyOrderElementsOf(kafka.run(program, inputs, configs));
        }
    }

    static List<String> joins() {
        return JoinPrograms.names().stream()
                .filter(name -> name.startsWith("streams-") && !name.contains("rocksdb"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("joins")
    void shouldKeepHeadersOfJoinedStreamsAsKafkaStreams(String program) throws Exception {
        List<Object[]> inputs = TwinInputs.of(new Random(program.hashCode()), RECORDS, 100);
        Map<String, String> configs = Map.of("rocksdb", "true", "dsl.store.format", "HEADERS");
        JoinsOracleTest.assertSame(
                program, JoinPrograms.run(program, inputs, configs), joins.run(program, inputs, configs));
    }
}
