package io.tailrace.benchmarks.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.broker.time.ThreadScheduler;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.AppendResult;
import io.tailrace.storage.log.Durability;
import io.tailrace.storage.log.LogConfig;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.LogStoreConfig;
import io.tailrace.storage.log.PartitionLog;
import io.tailrace.storage.log.ReadResult;
import io.tailrace.storage.segment.TimestampedOffset;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Our logs, as the broker uses them.
 *
 * <p><b>Threads:</b> any.
 */
final class TailraceLogs implements BenchLog {

    private static final String TOPIC = "bench";
    private static final UUID ID = new UUID(1, 1);

    private final ThreadScheduler flusher = new ThreadScheduler("bench-flusher");
    private final ThreadScheduler background = new ThreadScheduler("bench-background");
    private final LogStore store;
    private final PartitionLog[] logs;

    TailraceLogs(Path directory, int partitions, Durability durability) {
        LogConfig config = LogConfig.defaults().withDurability(durability).withRetention(-1, -1);
        store = LogStore.open(
                directory, new NioDisk(), LogStoreConfig.defaults().withLogDefaults(config), flusher, background);
        logs = new PartitionLog[partitions];
        for (int i = 0; i < partitions; i++) {
            logs[i] = store.openOrCreate(TOPIC, i, ID, config);
        }
        store.startMaintenance();
    }

    @Override
    public void append(int partition, ByteBuffer batch) {
        appended(partition, batch);
    }

    private AppendResult appended(int partition, ByteBuffer batch) {
        ByteBuf records = Unpooled.wrappedBuffer(batch);
        return logs[partition].append(records, 0, AppendOrigin.CLIENT);
    }

    /** Appends, and completes as an acknowledgement does. */
    CompletableFuture<Void> acknowledged(int partition, ByteBuffer batch) {
        return logs[partition].whenVisible(appended(partition, batch).lastOffset() + 1);
    }

    @Override
    public void sync(int partition) {
        logs[partition].whenDurable(logs[partition].endOffset()).join();
    }

    @Override
    public int read(int partition, long offset, int maxBytes) {
        ReadResult read = logs[partition].read(offset, maxBytes, Long.MAX_VALUE, true);
        int bytes = read.records().readableBytes();
        read.records().release();
        return bytes;
    }

    @Override
    public long find(int partition, long timestampMs) {
        TimestampedOffset found = logs[partition].offsetForTimestamp(timestampMs);
        return found == null ? -1 : found.offset();
    }

    @Override
    public void close() {
        store.close();
        flusher.close();
        background.close();
    }
}
