package io.tailrace.benchmarks;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The whole comparison: produce and consume with Apache Kafka's own perf tools against both brokers, the same work with the
 * own clients, and a stateful count through both Streams DSLs. Settings: 6 partitions, 100-byte records, {@code acks=all},
 * batch 64 KiB, linger 5 ms, brokers with 1 GiB heap, clients with 512 MiB.
 */
public final class SideBySide {

    private static final int PARTITIONS = 6;
    private static final Pattern PRODUCED = Pattern.compile("^(\\d+) records sent, ([\\d.]+) records/sec.*");

    private final Path folder;
    private final long records;
    private final int repetitions;
    private final Pattern steps;
    private final List<Measurement> measured = new ArrayList<>();
    private final List<Double> loads = new ArrayList<>();

    private SideBySide(Path folder, long records, int repetitions, Pattern steps) {
        this.folder = folder;
        this.records = records;
        this.repetitions = repetitions;
        this.steps = steps;
    }

    public static void main(String[] args) throws Exception {
        long records = 5_000_000;
        int repetitions = 3;
        String steps = ".";
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException("expected pairs of option and value, found " + List.of(args));
        }
        for (int i = 0; i < args.length; i += 2) {
            switch (args[i]) {
                case "--records" -> records = Long.parseLong(args[i + 1]);
                case "--repetitions" -> repetitions = Integer.parseInt(args[i + 1]);
                case "--steps" -> steps = args[i + 1];
                default ->
                    throw new IllegalArgumentException(
                            "expected --records, --repetitions or --steps, found " + args[i]);
            }
        }
        Path folder = Files.createTempDirectory("tailrace-bench");
        System.err.println("Logs and data: " + folder);
        new SideBySide(folder, records, repetitions, Pattern.compile(steps)).run();
        delete(folder); // only after success: a failure leaves the logs
    }

    private void run() throws Exception {
        try (SystemUnderTest kafka = SystemUnderTest.kafka(folder);
                SystemUnderTest os = SystemUnderTest.tailrace(folder, "os");
                SystemUnderTest fsync = SystemUnderTest.tailrace(folder, "fsync")) {
            List<SystemUnderTest> systems = List.of(kafka, os, fsync);
            // Repetition 0 warms the brokers' JVMs and is not counted.
            for (int repetition = 0; repetition <= repetitions; repetition++) {
                loads.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
                for (SystemUnderTest system : systems) {
                    stockClients(system, repetition);
                }
                for (SystemUnderTest system : systems) {
                    ownClients(system, repetition);
                }
                count(kafka, repetition, "kafka-streams on kafka", "io.tailrace.benchmarks.CountKafkaStreams");
                count(os, repetition, "kafka-streams on tailrace-os", "io.tailrace.benchmarks.CountKafkaStreams");
                count(os, repetition, "tailrace-streams on tailrace-os", "io.tailrace.benchmarks.CountTailraceStreams");
                count(kafka, repetition, "tailrace-streams on kafka", "io.tailrace.benchmarks.CountTailraceStreams");
            }
        } finally { // a step that fails late does not lose what was measured before it
            Report.print(
                    System.out,
                    measured.stream().filter(each -> each.repetition() > 0).toList());
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d records, %d repetitions after one for warming up; Java %s, %d processors; load average when a repetition began: %s%n",
                records,
                repetitions,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                loads);
    }

    private void stockClients(SystemUnderTest system, int repetition) throws Exception {
        String topic = topic(system, "stock", repetition, PARTITIONS);
        measure("produce 100 B, kafka-clients", system, system.name(), repetition, records, () -> {
            List<String> lines = child(
                    "org.apache.kafka.tools.ProducerPerformance",
                    List.of(
                            "--bootstrap-server",
                            system.bootstrap(),
                            "--topic",
                            topic,
                            "--num-records",
                            Long.toString(records),
                            "--record-size",
                            "100",
                            "--throughput",
                            "-1",
                            "--command-property",
                            "acks=all",
                            "batch.size=65536",
                            "linger.ms=5"));
            return lastProduced(lines);
        });
        measure("consume 100 B, kafka-clients", system, system.name(), repetition, records, () -> {
            List<String> lines = child(
                    "org.apache.kafka.tools.ConsumerPerformance",
                    List.of(
                            "--bootstrap-server",
                            system.bootstrap(),
                            "--topic",
                            topic,
                            "--num-records",
                            Long.toString(records),
                            "--hide-header"));
            String[] fields = lines.get(lines.size() - 1).split(",\\s*");
            return Double.parseDouble(fields[5]);
        });
        delete(system, topic);
    }

    private void ownClients(SystemUnderTest system, int repetition) throws Exception {
        String topic = topic(system, "own", repetition, PARTITIONS);
        List<String> arguments = List.of(system.bootstrap(), topic, Long.toString(records), "100");
        measure(
                "produce 100 B, tailrace-clients",
                system,
                system.name(),
                repetition,
                records,
                () -> Double.parseDouble(last(child("io.tailrace.benchmarks.ProducePerf", arguments))));
        measure(
                "consume 100 B, tailrace-clients",
                system,
                system.name(),
                repetition,
                records,
                () -> Double.parseDouble(last(child("io.tailrace.benchmarks.ConsumePerf", arguments))));
        delete(system, topic);
    }

    private void count(SystemUnderTest system, int repetition, String label, String mainClass) throws Exception {
        long count = Math.max(1, records * 2 / 5);
        String topic = topic(system, "count", repetition, 4);
        if (steps.matcher("count 10 k keys").find()) {
            child("io.tailrace.benchmarks.FillCountInput", List.of(system.bootstrap(), topic, Long.toString(count)));
        }
        measure(
                "count 10 k keys",
                system,
                label,
                repetition,
                count,
                () -> Double.parseDouble(last(child(
                        mainClass,
                        List.of(
                                system.bootstrap(),
                                topic,
                                Long.toString(count),
                                folder.resolve("state-" + System.nanoTime()).toString())))));
        delete(system, topic);
    }

    /** Gives records a second. */
    @FunctionalInterface
    private interface Step {
        double run() throws Exception;
    }

    private void measure(String step, SystemUnderTest broker, String label, int repetition, long count, Step work)
            throws Exception {
        if (!steps.matcher(step).find()) {
            return;
        }
        double cpuBefore = broker.cpuSeconds();
        double rate = work.run();
        Measurement result = new Measurement(step, label, repetition, rate, count, broker.cpuSeconds() - cpuBefore);
        System.err.println(result);
        measured.add(result);
    }

    private List<String> child(String mainClass, List<String> arguments) throws IOException, InterruptedException {
        return ChildJvm.run("512m", folder.resolve("client.log"), mainClass, arguments);
    }

    private static double lastProduced(List<String> lines) {
        Matcher matcher = PRODUCED.matcher(last(lines));
        if (!matcher.matches()) {
            throw new IllegalStateException("expected a line of totals, found " + lines);
        }
        return Double.parseDouble(matcher.group(2));
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static String topic(SystemUnderTest system, String kind, int repetition, int partitions) throws Exception {
        String topic = "bench-" + kind + "-" + repetition + "-" + System.nanoTime();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
        return topic;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void delete(SystemUnderTest system, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrap()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }
}
