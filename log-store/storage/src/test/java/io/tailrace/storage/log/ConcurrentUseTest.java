package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.tailrace.storage.disk.NioDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers and readers on a real disk, some of them interrupted. */
class ConcurrentUseTest {

    private static final int WRITERS = 4;
    private static final int BATCHES = 250;

    @TempDir
    Path directory;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();

    @BeforeEach
    void watchLeaksLessClosely() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    @AfterEach
    void stop() {
        ResourceLeakDetector.setLevel(leakDetection);
        workers.shutdownNow();
        thread.shutdownNow();
    }

    @Test
    void shouldKeepOrderAndContentUnderConcurrentAppendsReadsAndInterrupts() throws Exception {
        RealScheduler scheduler = new RealScheduler(thread);
        LogConfig config = LogConfig.defaults().withSegmentBytes(20_000).withIndexIntervalBytes(500);
        List<String> all;
        try (LogStore store =
                LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler)) {
            PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), config);
            List<Future<?>> work = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                work.add(workers.submit(() -> write(log, writer)));
            }
            work.add(workers.submit(() -> tail(log)));
            work.add(workers.submit(() -> tail(log)));
            for (Future<?> future : work) {
                future.get(60, TimeUnit.SECONDS);
            }
            all = Batches.values(log, 4000);
        }
        assertThat(all).hasSize(WRITERS * BATCHES);
        for (int w = 0; w < WRITERS; w++) {
            String prefix = w + ":";
            List<String> own =
                    all.stream().filter(value -> value.startsWith(prefix)).toList();
            for (int i = 0; i < BATCHES; i++) {
                assertThat(own.get(i)).isEqualTo(prefix + i);
            }
        }
    }

    private static void write(PartitionLog log, int writer) {
        for (int i = 0; i < BATCHES; i++) {
            if (i % 20 == 7) {
                Thread.currentThread().interrupt();
            }
            ByteBuf batch = Batches.idempotent(i, writer, 0, i, writer + ":" + i);
            AppendResult result = log.append(batch, 0, AppendOrigin.CLIENT);
            batch.release();
            assertThat(Thread.interrupted()).isEqualTo(i % 20 == 7);
            log.whenVisible(result.nextOffset()).join();
        }
    }

    private static void tail(PartitionLog log) {
        long next = 0;
        int reads = 0;
        while (next < WRITERS * BATCHES) {
            if (reads++ % 50 == 9) {
                Thread.currentThread().interrupt();
            }
            ReadResult result = log.read(next, 1000, log.visibleOffset(), true);
            assertThat(result.nextOffset()).isGreaterThanOrEqualTo(next);
            next = result.nextOffset();
            result.records().release();
            if (result.isEmpty()) {
                Thread.onSpinWait();
            }
            boolean unused = Thread.interrupted();
        }
    }
}
