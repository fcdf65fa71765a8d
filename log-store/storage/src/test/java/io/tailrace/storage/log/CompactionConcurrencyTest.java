package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.CompactionStats;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.compaction.CompactionConfig;
import io.tailrace.storage.compaction.CompactorConfig;
import io.tailrace.storage.disk.NioDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Appends and reads, some of them interrupted, on a real disk while two threads compact two logs without a pause and replaced
 * files are deleted at once.
 */
class CompactionConcurrencyTest {

    private static final int KEYS = 30;
    private static final int APPENDS = 700;
    private static final int PASSES = 3;

    @TempDir
    Path directory;

    private final List<ScheduledExecutorService> threads = new ArrayList<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();

    @BeforeEach
    void watchLeaksLessClosely() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    @AfterEach
    void stop() {
        ResourceLeakDetector.setLevel(leakDetection);
        workers.shutdownNow();
        threads.forEach(ScheduledExecutorService::shutdownNow);
    }

    private Scheduler thread() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        threads.add(thread);
        return new RealScheduler(thread);
    }

    @Test
    void shouldServeWritersAndReadersAllTheTime() throws Exception {
        LogConfig config = LogConfig.defaults()
                .withCleanupPolicy(CleanupPolicy.COMPACT)
                .withDurability(Durability.OS)
                .withSegmentBytes(10_000)
                .withIndexIntervalBytes(300)
                .withFileDeleteDelayMs(0)
                .withCompaction(CompactionConfig.defaults().withMinDirtyRatio(0));
        StorageObserver observer = new StorageObserver() {
            @Override
            public void compacted(CompactionStats stats) {
                passes.incrementAndGet();
            }

            @Override
            public void compactionFailed(String log, Throwable cause) {
                failure.set(cause);
            }
        };
        Scheduler flusher = thread();
        StorePorts ports =
                new StorePorts(new NioDisk(), path -> flusher, thread(), List.of(thread(), thread()), observer);
        LogStoreConfig storeConfig = LogStoreConfig.defaults()
                .withLogDefaults(config)
                .withCompactor(CompactorConfig.defaults().withBackoffMs(1).withIo(4096, Double.MAX_VALUE));
        Map<String, Long> last = new TreeMap<>();
        try (LogStore store = LogStore.open(List.of(directory), ports, storeConfig)) {
            PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), config);
            PartitionLog other = store.openOrCreate("u", 0, new UUID(1, 3), config);
            store.startMaintenance();
            List<Future<?>> work = new ArrayList<>();
            work.add(workers.submit(() -> write(log, last)));
            work.add(workers.submit(() -> write(other, new TreeMap<>())));
            for (int i = 0; i < 2; i++) {
                work.add(workers.submit(() -> readAgainAndAgain(log)));
            }
            for (Future<?> future : work) {
                future.get(120, TimeUnit.SECONDS);
            }
            assertThat(failure.get()).isNull();
            assertThat(store.isOffline()).isFalse();
            assertThat(latest(log)).isEqualTo(last);
        }
        try (LogStore store = LogStore.open(List.of(directory), ports, storeConfig)) {
            assertThat(latest(store.log("t", 0))).isEqualTo(last);
        }
    }

    /** Values say at which offset they were written. Goes on until there were enough compactions meanwhile. */
    private void write(PartitionLog log, Map<String, Long> last) {
        for (int i = 0; i < APPENDS || (passes.get() < PASSES && failure.get() == null); i++) {
            if (i % 40 == 7) {
                Thread.currentThread().interrupt();
            }
            String key = "k" + i * 7 % KEYS;
            AppendResult result = KeyedBatches.append(log, System.currentTimeMillis(), key + "=" + log.endOffset());
            last.put(key, result.baseOffset());
            boolean unused = Thread.interrupted();
        }
    }

    private void readAgainAndAgain(PartitionLog log) {
        int rounds = 0;
        while (rounds < 3 || (passes.get() < PASSES && failure.get() == null)) {
            long next = log.logStartOffset();
            long end = log.endOffset();
            int reads = 0;
            while (next < end) {
                if (reads++ % 50 == 9) {
                    Thread.currentThread().interrupt();
                }
                ReadResult result = log.read(next, 2000, Long.MAX_VALUE, true);
                check(result, next);
                assertThat(result.nextOffset()).isGreaterThan(next);
                next = result.nextOffset();
                result.records().release();
                boolean unused = Thread.interrupted();
            }
            rounds++;
        }
    }

    private static void check(ReadResult result, long from) {
        long before = from - 1;
        for (RecordBatch batch : RecordBatches.of(result.records())) {
            batch.ensureValid();
            for (Record record : batch) {
                assertThat(record.offset()).isGreaterThan(before);
                assertThat(KeyedBatches.text(record)).endsWith("=" + record.offset());
                before = record.offset();
            }
        }
    }

    private static Map<String, Long> latest(PartitionLog log) {
        Map<String, Long> latest = new TreeMap<>();
        KeyedBatches.entries(log, 4000).forEach(entry -> latest.put(entry.text().split("=")[0], entry.offset()));
        return latest;
    }
}
