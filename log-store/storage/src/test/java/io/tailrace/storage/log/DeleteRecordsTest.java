package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.storage.OffsetOutOfRangeException;
import io.tailrace.storage.StorageOfflineException;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.disk.memory.DiskFault;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The start of a log: moved forward on request, never back, and not mixed up with that of an earlier log of the name. */
class DeleteRecordsTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final LogConfig CONFIG =
            LogConfig.defaults().withSegmentBytes(1024).withDurability(Durability.FSYNC);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MemoryDisk disk = new MemoryDisk(new Random(1), scheduler);
    private LogStore store = openStore();
    private PartitionLog log = open(1);

    private LogStore openStore() {
        return LogStore.open(DIRECTORY, disk, LogStoreConfig.defaults(), scheduler, scheduler);
    }

    private PartitionLog open(long topicId) {
        return store.openOrCreate("t", 0, new UUID(1, topicId), CONFIG);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            log.append(Batches.of(1, "value " + i), 0, AppendOrigin.CLIENT);
        }
        scheduler.runDue();
    }

    private void restartAfterPowerFailure(long topicId) {
        store.abandon();
        scheduler.forgetAll();
        disk.losePower();
        store = openStore();
        log = open(topicId);
    }

    @Test
    void shouldShowANewStartWhenNoPowerFailureCanUndoIt() {
        fill(50);
        CompletableFuture<Long> deleted = log.deleteRecordsBefore(30);
        assertThat(deleted).isNotDone();
        assertThat(log.logStartOffset()).isZero();
        scheduler.runDue();
        assertThat(deleted).isCompletedWithValue(30L);
        assertThat(log.logStartOffset()).isEqualTo(30);
        assertThatThrownBy(() -> log.read(29, 100, 50, true)).isInstanceOf(OffsetOutOfRangeException.class);
        restartAfterPowerFailure(1);
        assertThat(log.logStartOffset()).isEqualTo(30);
        assertThat(log.endOffset()).isEqualTo(50);
    }

    @Test
    void shouldNotMoveTheStartBack() {
        fill(50);
        CompletableFuture<Long> unused = log.deleteRecordsBefore(30);
        CompletableFuture<Long> less = log.deleteRecordsBefore(20);
        scheduler.runDue();
        assertThat(less).isCompletedWithValue(30L);
        assertThat(log.deleteRecordsBefore(10)).isCompletedWithValue(30L);
    }

    @Test
    void shouldRefuseAStartBeyondTheHighWatermark() {
        fill(50);
        assertThatThrownBy(() -> log.deleteRecordsBefore(51)).isInstanceOf(OffsetOutOfRangeException.class);
        log.updateHighWatermark(40);
        assertThatThrownBy(() -> log.deleteRecordsBefore(41)).isInstanceOf(OffsetOutOfRangeException.class);
        CompletableFuture<Long> all = log.deleteRecordsBefore(40);
        scheduler.runDue();
        assertThat(all).isCompletedWithValue(40L);
    }

    @Test
    void shouldKeepSegmentsThatReachBeyondTheHighWatermark() {
        log.updateConfig(CONFIG.withRetention(-1, 0));
        store.startMaintenance();
        log.updateHighWatermark(0);
        fill(100);
        int segments = log.segmentCount();
        scheduler.advance(10 * 60_000);
        assertThat(log.segmentCount()).isEqualTo(segments);
        log.updateHighWatermark(100);
        scheduler.advance(10 * 60_000);
        assertThat(log.segmentCount()).isLessThan(segments);
        assertThat(log.logStartOffset()).isPositive();
    }

    @Test
    void shouldWriteOneCheckpointForManyThatAsk() {
        fill(50);
        int[] renames = new int[1];
        disk.fault((operation, path) -> {
            renames[0] += operation == DiskFault.Operation.RENAME ? 1 : 0;
        });
        for (int offset = 1; offset <= 20; offset++) {
            CompletableFuture<Long> unused = log.deleteRecordsBefore(offset);
        }
        scheduler.runDue();
        assertThat(log.logStartOffset()).isEqualTo(20);
        assertThat(renames[0]).as("one of each of the two files").isEqualTo(2);
    }

    @Test
    void shouldRefuseWhenThereIsNoRoomAndGoOffWhenTheDiskFails() {
        fill(50);
        disk.fault((operation, path) -> {
            if (path.toString().contains("log-start")) {
                throw new DiskFullException(path, null);
            }
        });
        CompletableFuture<Long> full = log.deleteRecordsBefore(10);
        scheduler.runDue();
        assertThat(full).isCompletedExceptionally();
        assertThat(store.isOffline()).isFalse();
        disk.fault((operation, path) -> {
            if (path.toString().contains("log-start")) {
                throw new IOException("no");
            }
        });
        CompletableFuture<Long> failed = log.deleteRecordsBefore(10);
        scheduler.runDue();
        assertThat(store.isOffline()).isTrue();
        assertThatThrownBy(failed::join).hasCauseInstanceOf(StorageOfflineException.class);
        assertThat(log.logStartOffset()).isZero();
        disk.fault(DiskFault.NONE);
    }

    @Test
    void shouldNotTakeTheStartOfAnEarlierLogOfThatName() {
        fill(50);
        CompletableFuture<Long> unused = log.deleteRecordsBefore(40);
        scheduler.runDue();
        restartAfterPowerFailure(1);
        assertThat(log.logStartOffset()).isEqualTo(40);
        store.delete("t", 0);
        log = open(2);
        fill(5);
        assertThat(log.durableOffset()).isEqualTo(5);
        restartAfterPowerFailure(2);
        assertThat(log.logStartOffset()).isZero();
        assertThat(Batches.values(log, 1000)).hasSize(5);
    }

    @Test
    void shouldNotComeBackAfterItWasDeleted() throws IOException {
        fill(5);
        store.delete("t", 0);
        scheduler.runDue();
        store.abandon();
        scheduler.forgetAll();
        disk.losePower();
        store = openStore();
        assertThat(store.logs()).isEmpty();
        scheduler.runDue();
        assertThat(disk.list(DIRECTORY)).noneMatch(name -> name.startsWith("t-0"));
    }
}
