package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.storage.DirectoryLockedException;
import io.tailrace.storage.OffsetOutOfRangeException;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.disk.NioDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a real disk. */
class LogStoreTest {

    private static final UUID ID = new UUID(7, 9);

    @TempDir
    Path directory;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private LogStore store;

    @BeforeEach
    void open() {
        store = LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        open();
    }

    private PartitionLog create(LogConfig config) {
        return store.openOrCreate("t", 0, ID, config);
    }

    @Test
    void shouldReadWhatWasAppendedAcrossSegmentsAndRestarts() {
        PartitionLog log = create(LogConfig.defaults().withSegmentBytes(2048).withIndexIntervalBytes(256));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            AppendResult result = log.append(Batches.of(scheduler.wallMs(), "a" + i, "b" + i), 3, AppendOrigin.CLIENT);
            assertThat(result.baseOffset()).isEqualTo(2L * i);
            assertThat(result.lastOffset()).isEqualTo(2L * i + 1);
            expected.add("a" + i);
            expected.add("b" + i);
        }
        assertThat(log.segmentCount()).isGreaterThan(5);
        assertThat(Batches.values(log, 300)).isEqualTo(expected);
        assertThat(Batches.values(log, 1)).isEqualTo(expected);
        reopen();
        assertThat(store.recoveredCleanly()).isTrue();
        PartitionLog again = store.log("t", 0);
        assertThat(again.topicId()).isEqualTo(ID);
        assertThat(again.endOffset()).isEqualTo(400);
        assertThat(again.durableOffset()).isEqualTo(400);
        assertThat(again.latestLeaderEpoch()).isEqualTo(3);
        assertThat(Batches.values(again, 1000)).isEqualTo(expected);
        for (long offset = 0; offset < 400; offset += 7) {
            ReadResult read = again.read(offset, 1, Long.MAX_VALUE, true);
            assertThat(read.nextOffset()).isEqualTo(offset / 2 * 2 + 2);
            read.records().release();
        }
    }

    @Test
    void shouldShowUnderFsyncOnlyWhatASyncCovers() {
        PartitionLog log = create(LogConfig.defaults());
        List<Long> seen = new ArrayList<>();
        log.listener(advanced -> seen.add(advanced.visibleOffset()));
        AppendResult result = log.append(Batches.of(1, "x"), 0, AppendOrigin.CLIENT);
        CompletableFuture<Void> visible = log.whenVisible(result.nextOffset());
        assertThat(visible).isNotDone();
        assertThat(log.visibleOffset()).isZero();
        assertThat(log.endOffset()).isEqualTo(1);
        scheduler.runDue();
        assertThat(visible).isCompleted();
        assertThat(log.visibleOffset()).isEqualTo(1);
        assertThat(seen).containsExactly(1L);
        assertThat(log.whenDurable(1)).isCompleted();
    }

    @Test
    void shouldShowAtOnceWithoutFsync() {
        PartitionLog log = create(LogConfig.defaults().withDurability(Durability.OS));
        List<Long> seen = new ArrayList<>();
        log.listener(advanced -> seen.add(advanced.visibleOffset()));
        log.append(Batches.of(1, "x"), 0, AppendOrigin.CLIENT);
        assertThat(seen).containsExactly(1L);
        assertThat(log.whenVisible(1)).isCompleted();
        assertThat(log.durableOffset()).isZero();
    }

    @Test
    void shouldBoundReads() {
        PartitionLog log = create(LogConfig.defaults());
        for (int i = 0; i < 10; i++) {
            log.append(Batches.of(1, "v" + i), 0, AppendOrigin.CLIENT);
        }
        int batchBytes = (int) (log.sizeInBytes() / 10);
        assertThat(log.read(0, batchBytes - 1, 10, false).isEmpty()).isTrue();
        assertRead(log.read(0, batchBytes - 1, 10, true), 1);
        assertRead(log.read(0, 3 * batchBytes + 5, 10, false), 3);
        assertRead(log.read(0, 1 << 20, 4, false), 4);
        assertThat(log.read(4, 1 << 20, 4, true).isEmpty()).isTrue();
        assertThat(log.read(10, 1 << 20, 99, true).isEmpty()).isTrue();
        assertThatThrownBy(() -> log.read(11, 100, 99, true))
                .isInstanceOf(OffsetOutOfRangeException.class)
                .hasMessageContaining("0..10, found 11");
    }

    private static void assertRead(ReadResult result, long nextOffset) {
        assertThat(result.nextOffset()).isEqualTo(nextOffset);
        result.records().release();
    }

    @Test
    void shouldRefuseASecondOpener() {
        assertThatThrownBy(
                        () -> LogStore.open(directory, new NioDisk(), LogStoreConfig.defaults(), scheduler, scheduler))
                .isInstanceOf(DirectoryLockedException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("pid " + ProcessHandle.current().pid());
    }

    @Test
    void shouldRefuseADirectoryOfAnotherTopicOfThatName() {
        create(LogConfig.defaults());
        reopen();
        assertThatThrownBy(() -> store.openOrCreate("t", 0, new UUID(1, 1), LogConfig.defaults()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(ID.toString());
    }

    @Test
    void shouldRemoveADeletedPartitionAndMakeItAnew() throws Exception {
        PartitionLog log = create(LogConfig.defaults());
        log.append(Batches.of(1, "x"), 0, AppendOrigin.CLIENT);
        CompletableFuture<Void> waiting = log.whenDurable(1);
        store.delete("t", 0);
        assertThat(waiting).isCompletedExceptionally();
        assertThat(store.log("t", 0)).isNull();
        PartitionLog fresh = store.openOrCreate("t", 0, new UUID(1, 1), LogConfig.defaults());
        assertThat(fresh.endOffset()).isZero();
        scheduler.advance(120_000);
        try (var names = Files.list(directory)) {
            assertThat(names.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith("-delete"));
        }
    }
}
