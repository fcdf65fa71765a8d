package io.tailrace.streams.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@link ErrorPrograms} against Kafka Streams: the same is accepted, with equal descriptions, and the same refused, with equal errors. */
final class ErrorOracleTest {
    /** A null predicate or branch fails when the topology is built here, and at the first record, or by chance, in Kafka. */
    private static final List<String> STRICTER = List.of("null-branch", "null-branched", "materialized-null");

    @TempDir
    static Path directory;

    private static KafkaTwin kafka;

    @BeforeAll
    static void compileTwin() throws Exception {
        kafka = KafkaTwin.compile(directory, "ErrorPrograms");
    }

    @AfterAll
    static void closeTwin() throws Exception {
        kafka.close();
    }

    static List<String> programs() {
        List<String> names = new ArrayList<>(ErrorPrograms.names());
        names.removeAll(STRICTER);
        return names;
    }

    static List<String> stricterPrograms() {
        return STRICTER;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldAcceptAndRefuseAsKafkaStreams(String program) throws Exception {
        String theirs = withoutLambdaNames(kafka.describe(program));
        String ours = withoutLambdaNames(ErrorPrograms.describe(program));
        if (theirs.contains("Exception: ")) {
            assertThat(ours).startsWith(theirs); // ours may say more
        } else {
            assertThat(ours).isEqualTo(theirs);
        }
    }

    @ParameterizedTest
    @MethodSource("stricterPrograms")
    void shouldRefuseNull(String program) {
        assertThat(ErrorPrograms.describe(program)).startsWith("NullPointerException");
    }

    private static String withoutLambdaNames(String text) {
        return text.replaceAll("[\\w.]+\\$\\$Lambda[^ #]*", "lambda");
    }
}
