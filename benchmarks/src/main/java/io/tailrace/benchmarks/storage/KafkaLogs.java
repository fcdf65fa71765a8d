package io.tailrace.benchmarks.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.storage.log.FetchIsolation;
import org.apache.kafka.server.util.KafkaScheduler;
import org.apache.kafka.storage.internals.log.FetchDataInfo;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/**
 * Apache Kafka's log, as its broker uses it for a leader.
 *
 * <p><b>Threads:</b> any.
 */
final class KafkaLogs implements BenchLog {

    private static final int DAY_MS = 24 * 60 * 60 * 1000;

    private final UnifiedLog[] logs;
    private final KafkaScheduler scheduler = new KafkaScheduler(1);
    private final ThreadLocal<ByteBuffer> target = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 20));

    KafkaLogs(Path directory, int partitions) throws IOException {
        scheduler.startup();
        logs = new UnifiedLog[partitions];
        LogConfig config = new LogConfig(Map.of("segment.bytes", String.valueOf(1 << 30), "retention.ms", "-1"));
        BrokerTopicStats stats = new BrokerTopicStats(false);
        for (int i = 0; i < partitions; i++) {
            logs[i] = UnifiedLog.create(
                    Files.createDirectories(directory.resolve("bench-" + i)).toFile(),
                    config,
                    0,
                    0,
                    scheduler,
                    stats,
                    Time.SYSTEM,
                    5 * 60 * 1000,
                    new ProducerStateManagerConfig(DAY_MS, false),
                    60_000,
                    new LogDirFailureChannel(1),
                    true,
                    Optional.empty());
        }
    }

    @Override
    public void append(int partition, ByteBuffer batch) throws IOException {
        batch.putLong(0, 0); // as a producer sends it: the log of the last append has stamped it
        logs[partition].appendAsLeader(MemoryRecords.readableRecords(batch.duplicate()), 0);
    }

    @Override
    public void sync(int partition) {
        logs[partition].flush(false);
    }

    @Override
    public int read(int partition, long offset, int maxBytes) throws IOException {
        FetchDataInfo fetched = logs[partition].read(offset, maxBytes, FetchIsolation.LOG_END, true);
        if (!(fetched.records instanceof FileRecords records)) {
            return 0;
        }
        ByteBuffer into = target.get();
        if (into.capacity() < records.sizeInBytes()) {
            into = ByteBuffer.allocateDirect(records.sizeInBytes());
            target.set(into);
        }
        into.clear().limit(records.sizeInBytes());
        records.readInto(into, 0); // a server would send them from the file; here all systems bring them into memory
        return records.sizeInBytes();
    }

    @Override
    public long find(int partition, long timestampMs) {
        return logs[partition]
                .fetchOffsetByTimestamp(timestampMs, Optional.empty())
                .timestampAndOffsetOpt()
                .map(found -> found.offset)
                .orElse(-1L);
    }

    @Override
    public void close() throws IOException {
        for (UnifiedLog log : logs) {
            log.close();
        }
        try {
            scheduler.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
