package io.tailrace.streams.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random topologies on random inputs, in Kafka Streams 4.3.1 and here: equal descriptions, equal outputs and repartition topics, equal
 * refusals. Property 52. Changelogs are left to the other oracle tests: Kafka logs what a store then drops as too late, and headers.
 *
 * <p>{@code -Dtailrace.oracle.seeds=5000} for the long run, {@code -Dtailrace.oracle.first=N} to begin at a seed.
 */
final class RandomTopologiesTest {
    private static final int SEEDS = Integer.getInteger("tailrace.oracle.seeds", 300);
    private static final int FIRST = Integer.getInteger("tailrace.oracle.first", 0);
    private static final int RECORDS = 40;
    private static final int MOST_DIFFERENCES = 5;

    /** Kafka Streams refuses to merge repartition topics of two uses that share an operation; merged here (decision 71). */
    private static final String CANNOT_MERGE = "StreamsException: Found a null keyChangingChild node for ";

    private static final List<Object[]> GLOBAL =
            List.of(new Object[] {"g", "x", "gx", 1L}, new Object[] {"g", "ab", "gab", 2L});

    @TempDir
    static Path directory;

    @Test
    void shouldDoWhatKafkaStreamsDoes() throws Exception {
        List<String> differences = new ArrayList<>();
        try (KafkaTwin kafka = KafkaTwin.compile(directory, "RandomPrograms")) {
            for (int seed = FIRST; seed < FIRST + SEEDS && differences.size() < MOST_DIFFERENCES; seed++) {
                compare(seed, kafka, differences);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static void compare(int seed, KafkaTwin kafka, List<String> differences) {
        String program = Integer.toString(seed);
        List<String> described =
                outcome(() -> RandomPrograms.describe(program).lines().toList());
        List<String> expected = outcome(() -> kafka.describe(program).lines().toList());
        if (expected.size() == 1 && expected.get(0).startsWith(CANNOT_MERGE)) {
            assertThat(described).as("seed %s", seed).first().isEqualTo("Topologies:");
            return;
        }
        if (!described.equals(expected)) {
            differences.add("seed " + seed + ", description:" + difference(expected, described));
            return;
        }
        List<Object[]> inputs = new ArrayList<>(GLOBAL);
        inputs.addAll(TwinInputs.of(new Random(seed), RECORDS, 100));
        Map<String, String> configs = seed % 2 == 0 ? Map.of("statestore.cache.max.bytes", "0") : Map.of();
        List<String> records = outcome(() -> RandomPrograms.run(program, inputs, configs));
        List<String> kafkasRecords = outcome(() -> kafka.run(program, inputs, configs));
        if (!records.equals(kafkasRecords)) {
            differences.add(
                    "seed " + seed + ":" + difference(kafkasRecords, records) + "\n" + String.join("\n", described));
        }
    }

    /** The lines from the first to the last that differ. */
    private static String difference(List<String> expected, List<String> actual) {
        int shorter = Math.min(expected.size(), actual.size());
        int from = 0;
        while (from < shorter && expected.get(from).equals(actual.get(from))) {
            from++;
        }
        int behind = 0;
        while (behind < shorter - from
                && expected.get(expected.size() - 1 - behind).equals(actual.get(actual.size() - 1 - behind))) {
            behind++;
        }
        return "\nexpected " + expected.subList(from, expected.size() - behind) + "\nactual   "
                + actual.subList(from, actual.size() - behind);
    }

    /** What it gives, or what it throws: both may refuse a topology, but then both must. */
    private static List<String> outcome(Callable<List<String>> work) {
        try {
            return work.call().stream()
                    .filter(line -> !line.contains("-changelog "))
                    .toList();
        } catch (Exception e) {
            Throwable cause = e instanceof InvocationTargetException ? Objects.requireNonNull(e.getCause()) : e;
            String name = cause.getClass().getSimpleName();
            String message = String.valueOf(cause.getMessage());
            return List.of(name.equals("StreamsException") ? name + ": " + message : name);
        }
    }
}
