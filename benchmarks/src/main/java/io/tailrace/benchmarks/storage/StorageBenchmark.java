package io.tailrace.benchmarks.storage;

import io.tailrace.storage.log.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Measures the storage engine. Every step runs on each system in turn within each repetition; the first repetition warms up and
 * does not count. Options: {@code --mib N} (size of what is written and read; 512), {@code --repetitions N} (5), {@code
 * --partitions N} (of a start; 10000), {@code --steps REGEX}, {@code
 * --systems REGEX}, {@code --folder DIR}.
 */
public final class StorageBenchmark {

    private static final int BATCH_BYTES = 64 * 1024;
    private static final int FETCH_BYTES = 1024 * 1024;
    private static final int RANDOM_READS = 4000;
    private static final int LOOKUPS = 4000;
    private static final int PRODUCERS = 100;
    private static final int SYNCED_BATCHES_EACH = 200;
    private static final String RAW = "file channel";
    private static final String TAILRACE = "Tailrace";
    private static final String KAFKA = "UnifiedLog";

    private final Path folder;
    private final long bytes;
    private final int partitions;
    private final Pattern steps;
    private final Pattern systems;
    private final List<Sample> samples = new ArrayList<>();
    private final ByteBuffer batch = BenchBatch.of(BATCH_BYTES, System.currentTimeMillis());

    private StorageBenchmark(Map<String, String> options) {
        folder = Path.of(options.getOrDefault("--folder", System.getProperty("java.io.tmpdir")));
        bytes = Long.parseLong(options.getOrDefault("--mib", "512")) << 20;
        partitions = Integer.parseInt(options.getOrDefault("--partitions", "10000"));
        steps = Pattern.compile(options.getOrDefault("--steps", ".*"));
        systems = Pattern.compile(options.getOrDefault("--systems", ".*"));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        StorageBenchmark benchmark = new StorageBenchmark(options);
        int repetitions = Integer.parseInt(options.getOrDefault("--repetitions", "5"));
        for (int repetition = 0; repetition <= repetitions; repetition++) {
            benchmark.repetition(repetition);
        }
        SampleTable.print(System.out, benchmark.samples);
    }

    private void repetition(int repetition) throws IOException, InterruptedException {
        List<Sample> measured = new ArrayList<>();
        if (wanted("append")) {
            measured.addAll(append(1, repetition));
            measured.addAll(append(8, repetition));
        }
        if (wanted("fsync")) {
            measured.addAll(new SyncSteps(folder, PRODUCERS, SYNCED_BATCHES_EACH).run());
        }
        if (wanted("read")) {
            measured.addAll(read(repetition));
        }
        if (wanted("append")) {
            measured.addAll(new SyncedAppendSteps(folder, bytes, batch).run());
        }
        if (wanted("compaction")) {
            measured.addAll(new CompactionSteps(folder, bytes).run());
        }
        if (wanted("start") && repetition <= 3) {
            measured.addAll(new StartSteps(folder, partitions).run());
        }
        for (Sample sample : measured) {
            System.err.printf(
                    Locale.ROOT,
                    "%d  %-40s %-16s %,12.1f %s/s %12.1f per CPU s%n",
                    repetition,
                    sample.step(),
                    sample.system(),
                    sample.rate(),
                    sample.unit(),
                    sample.ratePerCpuSecond());
        }
        if (repetition > 0) {
            samples.addAll(measured);
        }
    }

    private boolean wanted(String step) {
        return steps.matcher(step).find();
    }

    private interface Opener {
        BenchLog open(Path folder, int partitions) throws IOException;
    }

    /** The systems, beginning with another in each repetition; the order of the table is that of the first. */
    private Map<String, Opener> systems(int repetition) {
        List<Map.Entry<String, Opener>> all = List.of(
                Map.entry(
                        RAW,
                        (in, count) -> new RawFiles(in, count, (double) batch.remaining() / BenchBatch.records(batch))),
                Map.entry(TAILRACE, (in, count) -> new TailraceLogs(in, count, Durability.OS)),
                Map.entry(KAFKA, KafkaLogs::new));
        Map<String, Opener> turned = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Map.Entry<String, Opener> system = all.get((i + repetition + 2) % all.size());
            if (systems.matcher(system.getKey()).find()) {
                turned.put(system.getKey(), system.getValue());
            }
        }
        return turned;
    }

    private List<Sample> append(int count, int repetition) throws IOException, InterruptedException {
        List<Sample> measured = new ArrayList<>();
        for (Map.Entry<String, Opener> system : systems(repetition).entrySet()) {
            measured.add(Folders.with(folder, in -> {
                try (BenchLog log = system.getValue().open(in, count)) {
                    return Sample.of("append, os, partitions: " + count, "MiB", system.getKey(), () -> {
                        long written = 0;
                        for (int i = 0; written < bytes; i++) {
                            log.append(i % count, batch);
                            written += batch.remaining();
                        }
                        return written / 1024.0 / 1024;
                    });
                }
            }));
        }
        return measured;
    }

    private List<Sample> read(int repetition) throws IOException, InterruptedException {
        List<Sample> measured = new ArrayList<>();
        for (Map.Entry<String, Opener> system : systems(repetition).entrySet()) {
            Folders.with(folder, in -> {
                try (BenchLog log = system.getValue().open(in, 1)) {
                    measured.addAll(readSteps(system.getKey(), log));
                }
                return null;
            });
        }
        return measured;
    }

    private List<Sample> readSteps(String system, BenchLog log) throws IOException, InterruptedException {
        int batches = (int) (bytes / BATCH_BYTES);
        long begin = System.currentTimeMillis() - batches;
        int each = BenchBatch.records(batch);
        for (int i = 0; i < batches; i++) {
            log.append(0, BenchBatch.of(BATCH_BYTES, begin + i));
        }
        long records = (long) batches * each;
        List<Sample> measured = new ArrayList<>();
        measured.add(Sample.of("read on, 1 MiB each", "MiB", system, () -> {
            long total = 0;
            long perFetch = (long) (FETCH_BYTES / batch.remaining()) * each;
            for (long offset = 0; offset < records; offset += perFetch) {
                total += log.read(0, offset, FETCH_BYTES);
            }
            return total / 1024.0 / 1024;
        }));
        measured.add(Sample.of("read anywhere, 64 KiB each", "reads", system, () -> {
            Random random = new Random(1);
            for (int i = 0; i < RANDOM_READS; i++) {
                log.read(0, random.nextLong(records), BATCH_BYTES);
            }
            return RANDOM_READS;
        }));
        if (!system.equals(RAW)) {
            measured.add(Sample.of("offset by time", "lookups", system, () -> {
                Random random = new Random(2);
                for (int i = 0; i < LOOKUPS; i++) {
                    if (log.find(0, begin + random.nextInt(batches)) < 0) {
                        throw new IllegalStateException("expected an offset for a time in the log, found none");
                    }
                }
                return LOOKUPS;
            }));
        }
        return measured;
    }
}
