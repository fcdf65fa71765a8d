package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.netty.buffer.ByteBuf;
import io.tailrace.storage.RecoveryProgress;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.disk.fault.FaultyDisk;
import io.tailrace.storage.disk.memory.DiskFault.Operation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts with many partitions that nobody wrote to since they were last synced. {@code -Dtailrace.partitions=10000} makes it as
 * many as you like, and prints how long it takes.
 */
class ManyPartitionsTest {

    private static final int PARTITIONS = Integer.getInteger("tailrace.partitions", 50);
    private static final UUID ID = new UUID(1, 2);

    @TempDir
    Path directory;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final FaultyDisk disk = new FaultyDisk(new NioDisk(), new Random(1));
    private final AtomicInteger segmentsOpened = new AtomicInteger();
    private final List<RecoveryProgress> progress = new ArrayList<>();

    private LogStore open(int threads) {
        StorageObserver observer = new StorageObserver() {
            @Override
            public void recoveryProgressed(Path path, RecoveryProgress now) {
                progress.add(now);
            }
        };
        LogStoreConfig config = LogStoreConfig.defaults().withRecoveryThreads(threads);
        StorePorts ports = new StorePorts(disk, path -> scheduler, scheduler, List.of(), observer);
        return LogStore.open(List.of(directory), ports, config);
    }

    private void write() {
        LogStore store = open(1);
        store.startMaintenance();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            PartitionLog log = store.openOrCreate("t", partition, ID, LogConfig.defaults());
            for (int i = 0; i < 3; i++) {
                ByteBuf batch = partition % 2 == 0
                        ? Batches.of(1000 + i, "value-" + i)
                        : Batches.idempotent(1000 + i, 9, 0, i, "value-" + i);
                log.append(batch, 1, AppendOrigin.CLIENT);
                batch.release();
            }
        }
        scheduler.advance(61_000); // syncs, and a checkpoint
        store.abandon();
        scheduler.forgetAll();
    }

    private LogStore timed(String what, int threads) {
        segmentsOpened.set(0);
        disk.fault((operation, path) -> {
            if (operation == Operation.OPEN && path.toString().endsWith(".log")) {
                segmentsOpened.incrementAndGet();
            }
        });
        long cpu = processCpuNanos();
        long begin = System.nanoTime();
        LogStore store = open(threads);
        if (PARTITIONS > 1000) {
            System.out.printf(
                    "%s start of %d partitions: %d ms, %d ms of CPU%n",
                    what, PARTITIONS, (System.nanoTime() - begin) / 1_000_000, (processCpuNanos() - cpu) / 1_000_000);
        }
        return store;
    }

    private static long processCpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static void assertComplete(LogStore store) {
        assertThat(store.logs()).hasSize(PARTITIONS);
        for (PartitionLog log : store.logs()) {
            assertThat(log.endOffset()).isEqualTo(3);
            assertThat(log.durableOffset()).isEqualTo(3);
            assertThat(log.latestLeaderEpoch()).isEqualTo(1);
        }
        PartitionLog idempotent = store.log("t", 1);
        assertThat(Batches.values(idempotent, 1000)).containsExactly("value-0", "value-1", "value-2");
        AppendResult repeated = idempotent.append(Batches.idempotent(1, 9, 0, 2, "value-2"), 1, AppendOrigin.CLIENT);
        assertThat(repeated.duplicate()).isTrue();
        assertThat(repeated.baseOffset()).isEqualTo(2);
        AppendResult next = store.log("t", 0).append(Batches.of(1, "more"), 1, AppendOrigin.CLIENT);
        assertThat(next.baseOffset()).isEqualTo(3);
    }

    @Test
    void shouldOpenNoSegmentOfALogThatNobodyWroteToBeforeTheCrash() {
        write();

        LogStore crashed = timed("crash", 2);

        assertThat(segmentsOpened).hasValue(0);
        RecoveryProgress last = progress.get(progress.size() - 1);
        assertThat(last.isDone()).isTrue();
        assertThat(last.logsTotal()).isEqualTo(PARTITIONS);
        assertThat(last.logsChecked()).isZero();
        assertThat(last.bytesChecked()).isZero();
        assertComplete(crashed);
        crashed.abandon();
    }

    @Test
    void shouldReadOnlyWhatWasWrittenSinceTheLastSync() {
        write();
        LogStore store = open(2);
        store.startMaintenance();
        PartitionLog busy = store.log("t", 0);
        ByteBuf batch = Batches.of(2000, "unsynced");
        int size = batch.readableBytes();
        busy.append(batch, 1, AppendOrigin.CLIENT);
        batch.release();
        store.abandon();

        LogStore again = timed("crash, one log written to,", 2);

        RecoveryProgress last = progress.get(progress.size() - 1);
        assertThat(last.logsChecked()).isEqualTo(1);
        assertThat(last.bytesChecked()).isEqualTo(size);
        assertThat(Batches.values(again.log("t", 0), 100)).endsWith("value-2", "unsynced");
        assertThat(again.log("t", 0).offsetForTimestamp(1001).offset()).isEqualTo(1);
        assertThat(again.log("t", 0).offsetOfMaxTimestamp().offset()).isEqualTo(3);
        again.abandon();
    }

    @Test
    void shouldOpenNoSegmentAfterACleanStop() {
        write();
        open(2).close();

        LogStore clean = timed("clean", 2);

        assertThat(clean.recoveredCleanly()).isTrue();
        assertThat(segmentsOpened).hasValue(0);
        assertComplete(clean);
        clean.close();
    }
}
