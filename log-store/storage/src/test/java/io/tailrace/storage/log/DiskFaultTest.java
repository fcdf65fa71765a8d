package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.storage.StorageFullException;
import io.tailrace.storage.StorageOfflineException;
import io.tailrace.storage.disk.memory.DiskFault;
import io.tailrace.storage.disk.memory.DiskFault.Operation;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Errors of the disk while the log is in use (properties 32 and 36). */
class DiskFaultTest {

    private static final Path DIRECTORY = Path.of("/data");

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MemoryDisk disk = new MemoryDisk(new Random(1), scheduler);
    private LogStore store = open();
    private PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), LogConfig.defaults());
    private final PartitionLog other = store.openOrCreate("u", 0, new UUID(3, 4), LogConfig.defaults());

    private LogStore open() {
        return LogStore.open(DIRECTORY, disk, LogStoreConfig.defaults(), scheduler, scheduler);
    }

    private CompletableFuture<Void> append(PartitionLog to, String value) {
        return to.whenVisible(
                to.append(Batches.of(1, value), 0, AppendOrigin.CLIENT).nextOffset());
    }

    @Test
    void shouldAcknowledgeNothingAfterAFailedSyncEvenIfTheNextSucceeds() {
        CompletableFuture<Void> before = append(log, "a");
        scheduler.runDue();
        assertThat(before).isCompleted();
        CompletableFuture<Throwable> offline = store.whenOffline();

        CompletableFuture<Void> struck = append(log, "b");
        CompletableFuture<Void> beside = append(other, "c");
        disk.fault((operation, path) -> {
            if (operation == Operation.FORCE && path.toString().endsWith(".log")) {
                throw new IOException("injected EIO");
            }
        });
        scheduler.runDue();
        disk.fault(DiskFault.NONE);
        scheduler.runDue();

        assertThat(struck).isCompletedExceptionally();
        assertThat(beside).isCompletedExceptionally();
        assertThat(offline)
                .isCompletedWithValueMatching(cause -> cause.getMessage().contains("EIO"));
        assertThat(store.isOffline()).isTrue();
        assertThatThrownBy(() -> append(log, "d"))
                .isInstanceOf(StorageOfflineException.class)
                .hasMessageContaining("/data")
                .hasMessageContaining("injected EIO");
        assertThatThrownBy(() -> append(other, "d")).isInstanceOf(StorageOfflineException.class);
        assertThat(log.whenDurable(2)).isNotDone();
        scheduler.runDue();
        assertThat(log.durableOffset()).isEqualTo(1);
        assertThatThrownBy(() -> Batches.values(log, 100)).isInstanceOf(StorageOfflineException.class);
        store.close();
        disk.losePower();
        store = open();
        assertThat(store.recoveredCleanly()).isFalse();
        assertThat(Batches.values(store.log("t", 0), 100)).startsWith("a");
    }

    @Test
    void shouldFailWhoeverWaitsAfterTheDirectoryWentOffline() {
        assertThat(append(log, "a")).isNotDone();
        disk.fault((operation, path) -> {
            if (operation == Operation.FORCE) {
                throw new IOException("injected EIO");
            }
        });
        scheduler.runDue();
        CompletableFuture<Void> late = log.whenDurable(1);
        scheduler.runDue();
        assertThat(late).isCompletedExceptionally();
    }

    @Test
    void shouldRefuseAppendsWhileTheDiskIsFullAndGoOnAfterwards() {
        assertThat(append(log, "a")).isNotDone();
        scheduler.runDue();
        disk.freeBytes(30); // the write is torn after 30 bytes
        assertThatThrownBy(() -> append(log, "b"))
                .isInstanceOf(StorageFullException.class)
                .hasMessageContaining("no space left");
        assertThat(store.isOffline()).isFalse();
        assertThat(log.endOffset()).isEqualTo(1);
        assertThat(Batches.values(log, 100)).containsExactly("a");
        disk.freeBytes(1 << 20);
        CompletableFuture<Void> again = append(log, "b");
        scheduler.runDue();
        assertThat(again).isCompleted();
        assertThat(Batches.values(log, 100)).containsExactly("a", "b");
    }

    @Test
    void shouldStayOnlineWhenALogIsDeletedInTheMidstOfItsSync() {
        CompletableFuture<Void> waiting = append(log, "a");
        boolean[] deleted = new boolean[1];
        disk.fault((operation, path) -> {
            if (operation == Operation.FORCE && !deleted[0]) {
                deleted[0] = true;
                store.delete("t", 0);
            }
        });
        scheduler.runDue();
        assertThat(deleted[0]).isTrue();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(store.isOffline()).isFalse();
        CompletableFuture<Void> beside = append(other, "b");
        scheduler.runDue();
        assertThat(beside).isCompleted();
    }

    @Test
    void shouldGoOfflineWhenAWriteFails() {
        disk.fault((operation, path) -> {
            if (operation == Operation.WRITE && path.toString().endsWith(".log")) {
                throw new IOException("injected EIO");
            }
        });
        assertThatThrownBy(() -> append(log, "a")).isInstanceOf(StorageOfflineException.class);
        assertThat(store.isOffline()).isTrue();
    }

    @Test
    void shouldShareOneSyncAmongAllWhoWait() {
        assertThat(append(log, "first")).isNotDone();
        scheduler.runDue();
        int[] syncs = new int[1];
        disk.fault((operation, path) -> syncs[0] += operation == Operation.FORCE ? 1 : 0);
        CompletableFuture<?>[] waiting = new CompletableFuture<?>[50];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = append(log, "v" + i);
        }
        scheduler.runDue();
        assertThat(CompletableFuture.allOf(waiting)).isCompleted();
        assertThat(syncs[0]).isEqualTo(1);
    }

    @Test
    void shouldKnowTheTopicIdAfterAKillAndThenAPowerFailure() {
        for (int seed = 0; seed < 20; seed++) {
            MemoryDisk killed = new MemoryDisk(new Random(seed), scheduler);
            LogStore first = LogStore.open(DIRECTORY, killed, LogStoreConfig.defaults(), scheduler, scheduler);
            PartitionLog unsynced = first.openOrCreate("t", 0, new UUID(1, 2), LogConfig.defaults());
            unsynced.append(Batches.of(1, "a"), 0, AppendOrigin.CLIENT);
            killed.kill();
            first.abandon();

            LogStore second = LogStore.open(DIRECTORY, killed, LogStoreConfig.defaults(), scheduler, scheduler);
            assertThat(second.log("t", 0).durableOffset()).isEqualTo(1);
            killed.losePower();
            second.abandon();

            LogStore third = LogStore.open(DIRECTORY, killed, LogStoreConfig.defaults(), scheduler, scheduler);
            assertThat(third.log("t", 0).topicId()).as("seed %s", seed).isEqualTo(new UUID(1, 2));
            assertThat(Batches.values(third.log("t", 0), 100)).containsExactly("a");
            third.abandon();
        }
    }
}
