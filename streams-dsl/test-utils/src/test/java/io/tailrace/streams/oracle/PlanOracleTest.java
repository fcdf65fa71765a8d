package io.tailrace.streams.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@link PlanPrograms} against Kafka Streams: equal names of everything and equal output, with each optimisation. */
final class PlanOracleTest {
    private static final int SEEDS = Integer.getInteger("tailrace.streams.oracle.seeds", 1);
    private static final int RECORDS = 80;

    @TempDir
    static Path directory;

    private static KafkaTwin kafka;

    @BeforeAll
    static void compileTwin() throws Exception {
        kafka = KafkaTwin.compile(directory, "PlanPrograms");
    }

    @AfterAll
    static void closeTwin() throws Exception {
        kafka.close();
    }

    static List<String> programs() {
        return PlanPrograms.names();
    }

    static List<String> optimizedPrograms() {
        return PlanPrograms.names().stream()
                .filter(name -> name.endsWith("@none") || name.endsWith("@all"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldDescribeTopologyAsKafkaStreams(String program) throws Exception {
        assertThat(PlanPrograms.describe(program)).isEqualTo(kafka.describe(program));
    }

    @ParameterizedTest
    @MethodSource("optimizedPrograms")
    void shouldWriteWhatKafkaStreamsWrites(String program) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Object[]> inputs = TwinInputs.of(new Random(seed * 31L + program.hashCode()), RECORDS, 100);
            Map<String, String> configs = seed % 2 == 0 ? Map.of("statestore.cache.max.bytes", "0") : Map.of();
            List<String> ours = comparable(PlanPrograms.run(program, inputs, configs));
            assertThat(ours)
                    .as("program %s, seed %d", program, seed)
                    .isEqualTo(comparable(kafka.run(program, inputs, configs)));
        }
    }

    /** Without the changelogs that other tests look at: those of stream joins and of suppressions. */
    private static List<String> comparable(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.matches("(?s)[^ ]*(JOIN|me-|calm-)[^ ]*-changelog .*"))
                .toList();
    }

    static List<String> programsThatKafkaRefuses() {
        return PlanPrograms.refused();
    }

    @ParameterizedTest
    @MethodSource("programsThatKafkaRefuses")
    void shouldMergeTopicsOfUsesThatShareAnOperation(String program) throws Exception {
        assertThatThrownBy(() -> kafka.describe(program + "@all"))
                .rootCause()
                .hasMessageContaining("Found a null keyChangingChild node");
        String optimized = PlanPrograms.describe(program + "@all");
        assertThat(optimized.split("topics: \\[[^]]*-repartition"))
                .as(optimized)
                .hasSize(2);

        List<Object[]> inputs = TwinInputs.of(new Random(program.hashCode()), RECORDS, 100);
        List<String> ours = output(PlanPrograms.run(program + "@all", inputs, Map.of()));
        assertThat(ours)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(output(kafka.run(program + "@none", inputs, Map.of())));
    }

    private static List<String> output(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("out")).toList();
    }
}
