package io.tailrace.benchmarks.storage;

import io.netty.buffer.Unpooled;
import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.Durability;
import io.tailrace.storage.log.LogConfig;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.LogStoreConfig;
import io.tailrace.storage.log.PartitionLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How long it takes to open a data directory with many partitions that each hold a few batches: after a shutdown in order, and
 * after the process was gone without one while nothing was written to them.
 */
final class StartSteps {

    private static final int BATCHES_EACH = 3;
    private static final LogConfig CONFIG = LogConfig.defaults().withDurability(Durability.OS);

    private final Path parent;
    private final int partitions;

    StartSteps(Path parent, int partitions) {
        this.parent = parent;
        this.partitions = partitions;
    }

    List<Sample> run() throws IOException, InterruptedException {
        return Folders.with(parent, folder -> {
            fill(folder);
            List<Sample> samples = new ArrayList<>();
            samples.add(start("start after a clean shutdown", folder, false));
            samples.add(start("start with all files in the cache", folder, true));
            samples.add(start("start after a kill", folder, false));
            return samples;
        });
    }

    private void fill(Path folder) {
        try (Store store = new Store(folder)) {
            for (int i = 0; i < partitions; i++) {
                PartitionLog log = store.logs.openOrCreate("t" + i % 100, i / 100, new UUID(1, i % 100), CONFIG);
                for (int batch = 0; batch < BATCHES_EACH; batch++) {
                    ByteBuffer bytes = BenchBatch.of(1000, System.currentTimeMillis());
                    log.append(Unpooled.wrappedBuffer(bytes), 0, AppendOrigin.CLIENT);
                }
            }
        }
    }

    /** @param abandon whether the process is as good as killed afterwards */
    private Sample start(String step, Path folder, boolean abandon) throws IOException, InterruptedException {
        Store[] opened = new Store[1];
        Sample sample = Sample.of(step, "partitions", "Tailrace", () -> {
            opened[0] = new Store(folder);
            return opened[0].logs.logs().size();
        });
        if (abandon) {
            opened[0].abandon();
        } else {
            opened[0].close();
        }
        return sample;
    }

    /** A log store with its threads. */
    private static final class Store implements AutoCloseable {

        private final ThreadScheduler flusher = new ThreadScheduler("start-flusher");
        private final ThreadScheduler background = new ThreadScheduler("start-background");
        private final LogStore logs;

        Store(Path folder) {
            logs = LogStore.open(
                    folder, new NioDisk(), LogStoreConfig.defaults().withLogDefaults(CONFIG), flusher, background);
        }

        void abandon() {
            logs.abandon();
            flusher.close();
            background.close();
        }

        @Override
        public void close() {
            logs.close();
            flusher.close();
            background.close();
        }
    }
}
