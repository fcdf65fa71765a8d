package io.tailrace.benchmarks.storage;

import io.tailrace.storage.log.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many producers that each wait for their batch to be on stable storage before they send the next: one sync a batch, as whoever
 * has no group commit must do it, against ours.
 */
final class SyncSteps {

    private static final int BATCH_BYTES = 1024;

    private final Path parent;
    private final int producers;
    private final int batchesEach;

    SyncSteps(Path parent, int producers, int batchesEach) {
        this.parent = parent;
        this.producers = producers;
        this.batchesEach = batchesEach;
    }

    List<Sample> run() throws IOException, InterruptedException {
        String step = "fsync, " + producers + " producers";
        List<Sample> samples = new ArrayList<>();
        samples.add(Folders.with(parent, folder -> {
            try (RawFiles raw = new RawFiles(folder, 1, 100)) {
                int each = Math.max(1, batchesEach / 20); // it is slow
                return Sample.of(
                        step,
                        "acks",
                        "one sync a batch",
                        () -> race(each, batch -> {
                            synchronized (raw) {
                                raw.append(0, batch);
                                raw.sync(0);
                            }
                        }));
            }
        }));
        samples.add(Folders.with(parent, folder -> {
            try (TailraceLogs logs = new TailraceLogs(folder, 1, Durability.FSYNC)) {
                return Sample.of(
                        step,
                        "acks",
                        "Tailrace",
                        () -> race(
                                batchesEach,
                                batch -> logs.acknowledged(0, batch).join()));
            }
        }));
        return samples;
    }

    private interface Append {
        void durably(ByteBuffer batch) throws IOException;
    }

    private double race(int each, Append append) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(producers);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < producers; i++) {
                ByteBuffer batch = BenchBatch.of(BATCH_BYTES, System.currentTimeMillis());
                work.add(() -> {
                    for (int sent = 0; sent < each; sent++) {
                        append.durably(batch);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
            return (double) producers * each;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a producer failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
