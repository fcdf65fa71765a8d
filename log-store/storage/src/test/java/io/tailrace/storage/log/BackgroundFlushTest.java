package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.storage.disk.memory.MemoryDisk;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log that does not promise to sync, and when it is synced nevertheless. */
class BackgroundFlushTest {

    private static final LogConfig OS = LogConfig.defaults().withDurability(Durability.OS);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private LogStore store;

    @BeforeEach
    void open() {
        MemoryDisk disk = new MemoryDisk(new Random(1), scheduler);
        store = LogStore.open(Path.of("/data"), disk, LogStoreConfig.defaults(), scheduler, scheduler);
        store.startMaintenance();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private PartitionLog create(LogConfig config) {
        PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), config);
        append(log); // the first sync makes the directory durable
        scheduler.runDue();
        assertThat(log.durableOffset()).isEqualTo(1);
        return log;
    }

    private static void append(PartitionLog log) {
        log.append(Batches.of(1, "x"), 0, AppendOrigin.CLIENT);
    }

    @Test
    void shouldSyncAfterSoManyRecords() {
        PartitionLog log = create(OS.withFlush(new FlushConfig(3, Long.MAX_VALUE)));
        append(log);
        append(log);
        scheduler.runDue();
        assertThat(log.durableOffset()).isEqualTo(1);
        append(log);
        scheduler.runDue();
        assertThat(log.durableOffset()).isEqualTo(4);
    }

    @Test
    void shouldSyncWhatHasWaitedLongEnough() {
        PartitionLog log = create(OS.withFlush(new FlushConfig(Long.MAX_VALUE, 10_000)));
        append(log);
        scheduler.advance(9_000);
        assertThat(log.durableOffset()).isEqualTo(1);
        scheduler.advance(7_000);
        assertThat(log.durableOffset()).isEqualTo(2);
    }

    @Test
    void shouldSyncALogThatHasBecomeIdleOnce() {
        PartitionLog log = create(OS);
        append(log);
        scheduler.advance(61_000);
        append(log);
        assertThat(log.durableOffset()).isEqualTo(1);
        scheduler.advance(180_000);
        assertThat(log.durableOffset()).isEqualTo(3);
    }
}
