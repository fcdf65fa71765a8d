package io.tailrace.streams.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@link JoinPrograms} against Kafka Streams: equal descriptions, and equal output and changelogs for equal random inputs. */
final class JoinsOracleTest {
    private static final int SEEDS = Integer.getInteger("tailrace.streams.oracle.seeds", 4);
    private static final int RECORDS = 120;
    private static final Pattern JOIN_WINDOW_CHANGELOG = Pattern.compile("twin-(KSTREAM-(JOINTHIS|JOINOTHER|OUTERTHIS|"
            + "OUTEROTHER)-\\d+-store|.*-(this|other)-join-store|mine|theirs)-changelog ");
    private static final Pattern JOIN_WINDOW_LINE =
            Pattern.compile("(.*)....( \\S+ \\d+) RecordHeaders.*", Pattern.DOTALL);

    private static final Pattern CHANGELOG = Pattern.compile("twin-[A-Za-z0-9-]*-changelog ");
    private static final Pattern SUBSCRIPTION_CHANGELOG =
            Pattern.compile("twin-.*(-SUBSCRIPTION-STATE-STORE-\\d+|-subscription-store)-changelog ");

    @TempDir
    static Path directory;

    private static KafkaTwin kafka;

    @BeforeAll
    static void compileTwin() throws Exception {
        kafka = KafkaTwin.compile(directory, "JoinPrograms");
    }

    @AfterAll
    static void closeTwin() throws Exception {
        kafka.close();
    }

    static List<String> programs() {
        return JoinPrograms.names();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldDescribeTopologyAsKafkaStreams(String program) throws Exception {
        assertThat(JoinPrograms.describe(program)).isEqualTo(kafka.describe(program));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldWriteWhatKafkaStreamsWrites(String program) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Object[]> inputs = inputs(program, seed);
            Map<String, String> configs = configs(seed);
            List<String> ours = JoinPrograms.run(program, inputs, configs);
            List<String> theirs = kafka.run(program, inputs, configs);
            assertSame(program + " with seed " + seed, compared(program, ours), compared(program, theirs));
        }
    }

    static List<Object[]> inputs(String program, int seed) {
        return TwinInputs.of(new Random(seed * 31L + program.hashCode()), RECORDS, seed % 3 == 0 ? 0 : 100);
    }

    static Map<String, String> configs(int seed) {
        return seed % 2 == 0 ? Map.of("statestore.cache.max.bytes", "0") : Map.of();
    }

    /**
     * Histories are logged in another way than in Kafka, so that a compacted changelog restores the newest version of each key; and what
     * waits for a grace period has no timestamps in Kafka's changelog.
     */
    static List<String> compared(String program, List<String> lines) {
        return program.startsWith("versioned-")
                ? lines.stream()
                        .filter(line -> !CHANGELOG.matcher(line).lookingAt())
                        .toList()
                : lines;
    }

    static void assertSame(String description, List<String> ours, List<String> theirs) {
        assertThat(linesOf(ours, false)).as(description).isEqualTo(linesOf(theirs, false));
        assertThat(linesOf(theirs, true)).as(description).containsSubsequence(linesOf(ours, true));
    }

    /**
     * The lines from changelogs of join windows, or all others. Kafka logs records that are too late for the window store and ones without
     * value, which the store then does not keep; here they are not logged, nor do they take a sequence number. Kafka logs headers for the
     * stores of joins, of which its stores keep none.
     */
    private static List<String> linesOf(List<String> lines, boolean ofJoinWindows) {
        return lines.stream()
                .filter(line -> JOIN_WINDOW_CHANGELOG.matcher(line).lookingAt() == ofJoinWindows)
                .map(line -> ofJoinWindows ? withoutSequence(line) : line)
                .map(line -> SUBSCRIPTION_CHANGELOG.matcher(line).lookingAt() ? withoutHeaders(line) : line)
                .toList();
    }

    private static String withoutHeaders(String line) {
        return line.substring(0, line.indexOf(" RecordHeaders"));
    }

    private static String withoutSequence(String line) {
        Matcher parts = JOIN_WINDOW_LINE.matcher(line);
        assertThat(parts.matches()).as(line).isTrue();
        return parts.group(1) + parts.group(2);
    }
}
