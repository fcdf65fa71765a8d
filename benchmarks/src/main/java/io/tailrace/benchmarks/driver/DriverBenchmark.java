package io.tailrace.benchmarks.driver;

import io.tailrace.benchmarks.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures our {@code TopologyTestDriver} beside Kafka's: each topology on each system in turn within each repetition, each time in
 * a JVM of its own. Options: {@code --seconds N} (of CPU time, for the warm-up and again for what is measured; 4), {@code --repetitions N} (3),
 * {@code --steps REGEX}.
 */
public final class DriverBenchmark {

    static final String KAFKA = "Kafka";
    static final String TAILRACE = "Tailrace";

    private static final String HEAP = "512m";
    private static final List<String> TOPOLOGIES = List.of("count", "windowed-count", "join");
    private static final List<String> STORES = List.of("memory", "rocksdb");

    private final String seconds;
    private final int repetitions;
    private final Pattern steps;
    private final Map<String, Map<String, List<DriverSample>>> samples = new LinkedHashMap<>();

    private DriverBenchmark(Map<String, String> options) {
        seconds = options.getOrDefault("--seconds", "4");
        repetitions = Integer.parseInt(options.getOrDefault("--repetitions", "3"));
        steps = Pattern.compile(options.getOrDefault("--steps", ".*"));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        new DriverBenchmark(options).run();
    }

    private void run() throws IOException, InterruptedException {
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            step("stateless", "none");
            for (String topology : TOPOLOGIES) {
                for (String stores : STORES) {
                    step(topology, stores);
                }
            }
        }
        DriverTable.print(System.out, samples);
    }

    private void step(String topology, String stores) throws IOException, InterruptedException {
        String step = stores.equals("none") ? topology : topology + ", " + stores;
        if (!steps.matcher(step).find()) {
            return;
        }
        measure(step, topology, stores, KAFKA, KafkaTopologies.class);
        measure(step, topology, stores, TAILRACE, TailraceTopologies.class);
    }

    private void measure(String step, String topology, String stores, String system, Class<?> main)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("driver-benchmark");
        List<String> lines = ChildJvm.run(
                HEAP,
                folder.resolve("log"),
                main.getName(),
                List.of(topology, stores, seconds, folder.resolve("state").toString()));
        DriverSample sample = DriverSample.decode(lines.get(lines.size() - 1));
        System.err.printf(
                Locale.ROOT,
                "%-24s %-10s %,10.0f/s %8.2f µs of the thread %8.2f µs of the process %,8.0f B (%.2f records written each)%n",
                step,
                system,
                sample.perSecond(),
                sample.threadMicros(),
                sample.processMicros(),
                sample.bytesPerRecord(),
                (double) sample.written() / sample.records());
        samples.computeIfAbsent(step, name -> new LinkedHashMap<>())
                .computeIfAbsent(system, name -> new ArrayList<>())
                .add(sample);
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
