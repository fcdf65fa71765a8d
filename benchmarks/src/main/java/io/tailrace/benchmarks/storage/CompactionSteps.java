package io.tailrace.benchmarks.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.storage.CompactionStats;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.compaction.CompactionConfig;
import io.tailrace.storage.compaction.CompactorConfig;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.CleanupPolicy;
import io.tailrace.storage.log.LogConfig;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.LogStoreConfig;
import io.tailrace.storage.log.PartitionLog;
import io.tailrace.storage.log.StorePorts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One pass of compaction over a log in which each key was written about ten times: how much of it is read to be written anew in a
 * second, the building of the offset map included. The throttle is off.
 */
final class CompactionSteps {

    private static final int BATCH_BYTES = 64 * 1024;
    private static final int SEGMENT_BYTES = 32 << 20;
    private static final int VALUE_BYTES = 83;
    private static final int RECORD_BYTES = 100;
    private static final int WRITES_A_KEY = 10;
    private static final LogConfig CONFIG = LogConfig.defaults()
            .withCleanupPolicy(CleanupPolicy.COMPACT)
            .withSegmentBytes(SEGMENT_BYTES)
            .withCompaction(CompactionConfig.defaults().withMinDirtyRatio(0));

    private final Path parent;
    private final long bytes;

    CompactionSteps(Path parent, long bytes) {
        this.parent = parent;
        this.bytes = bytes;
    }

    List<Sample> run() throws IOException, InterruptedException {
        return List.of(Folders.with(parent, this::measure));
    }

    private Sample measure(Path folder) throws IOException, InterruptedException {
        CompletableFuture<CompactionStats> pass = new CompletableFuture<>();
        StorageObserver observer = new StorageObserver() {
            @Override
            public void compacted(CompactionStats stats) {
                pass.complete(stats);
            }

            @Override
            public void compactionFailed(String log, Throwable cause) {
                pass.completeExceptionally(cause);
            }
        };
        LogStoreConfig config = LogStoreConfig.defaults()
                .withLogDefaults(CONFIG)
                .withCompactor(CompactorConfig.defaults().withBackoffMs(1));
        try (ThreadScheduler background = new ThreadScheduler("compaction-background");
                ThreadScheduler compactor = new ThreadScheduler("compaction");
                LogStore store = LogStore.open(
                        List.of(folder),
                        new StorePorts(
                                new NioDisk(), directory -> background, background, List.of(compactor), observer),
                        config)) {
            fill(store.openOrCreate("compacted", 0, new UUID(1, 1), CONFIG));
            return Sample.of("compaction, 10 writes a key", "MiB", "Tailrace", () -> {
                store.startMaintenance();
                return pass.join().bytesIn() / 1024.0 / 1024;
            });
        }
    }

    private void fill(PartitionLog log) {
        Random random = new Random(1);
        int keys = (int) Math.max(1, bytes / RECORD_BYTES / WRITES_A_KEY);
        byte[] value = new byte[VALUE_BYTES];
        while (log.sizeInBytes() < bytes + SEGMENT_BYTES) { // the active segment is not compacted
            long now = System.currentTimeMillis();
            try (RecordBatchBuilder builder =
                    new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE, BATCH_BYTES + 1024)) {
                do {
                    byte[] key = ByteBuffer.allocate(Long.BYTES)
                            .putLong(random.nextInt(keys))
                            .array();
                    random.nextBytes(value);
                    builder.append(now, key, value, RecordHeader.NONE);
                } while (builder.sizeInBytes() < BATCH_BYTES);
                ByteBuf batch = builder.build();
                log.append(batch, 0, AppendOrigin.CLIENT);
                batch.release();
            }
        }
    }
}
