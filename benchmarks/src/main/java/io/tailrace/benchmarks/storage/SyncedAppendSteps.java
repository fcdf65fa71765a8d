package io.tailrace.benchmarks.storage;

import io.tailrace.storage.log.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * One producer with {@value #IN_FLIGHT} batches under way, each acknowledged when it is on stable storage, beside a plain file that is
 * synced after as many batches.
 */
final class SyncedAppendSteps {

    private static final int IN_FLIGHT = 32;
    private static final String STEP = "append, fsync, " + IN_FLIGHT + " batches under way";

    private final Path parent;
    private final long bytes;
    private final ByteBuffer batch;

    SyncedAppendSteps(Path parent, long bytes, ByteBuffer batch) {
        this.parent = parent;
        this.bytes = bytes;
        this.batch = batch;
    }

    List<Sample> run() throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        samples.add(Folders.with(parent, folder -> {
            try (RawFiles raw = new RawFiles(folder, 1, 100)) {
                return Sample.of(STEP, "MiB", "file channel", () -> plainly(raw));
            }
        }));
        samples.add(Folders.with(parent, folder -> {
            try (TailraceLogs logs = new TailraceLogs(folder, 1, Durability.FSYNC)) {
                return Sample.of(STEP, "MiB", "Tailrace", () -> acknowledged(logs));
            }
        }));
        return samples;
    }

    private double plainly(RawFiles raw) throws IOException {
        long written = 0;
        for (int i = 1; written < bytes; i++) {
            raw.append(0, batch);
            written += batch.remaining();
            if (i % IN_FLIGHT == 0) {
                raw.sync(0);
            }
        }
        raw.sync(0);
        return written / 1024.0 / 1024;
    }

    private double acknowledged(TailraceLogs logs) {
        Queue<CompletableFuture<Void>> underWay = new ArrayDeque<>();
        long written = 0;
        while (written < bytes) {
            if (underWay.size() == IN_FLIGHT) {
                underWay.remove().join();
            }
            underWay.add(logs.acknowledged(0, batch));
            written += batch.remaining();
        }
        underWay.forEach(CompletableFuture::join);
        return written / 1024.0 / 1024;
    }
}
