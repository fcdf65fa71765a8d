package io.tailrace.storage.log;

import static io.tailrace.storage.log.KeyedBatches.append;
import static io.tailrace.storage.log.KeyedBatches.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.CompactionStats;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.compaction.CompactionConfig;
import io.tailrace.storage.compaction.CompactorConfig;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.disk.memory.DiskFault;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompactionTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final UUID ID = new UUID(1, 2);
    private static final long BACKOFF_MS = 1000;

    private static final LogConfig CONFIG = LogConfig.defaults()
            .withCleanupPolicy(CleanupPolicy.COMPACT)
            .withSegmentBytes(1024)
            .withIndexIntervalBytes(100)
            .withCompaction(CompactionConfig.defaults().withMinDirtyRatio(0).withDeleteRetentionMs(60_000));

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MemoryDisk disk = new MemoryDisk(new Random(1), scheduler);
    private final List<CompactionStats> passes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private CompactorConfig compactor = CompactorConfig.defaults().withBackoffMs(BACKOFF_MS);
    private int workers = 2;
    private LogStore store;

    private PartitionLog open(LogConfig config) {
        StorageObserver observer = new StorageObserver() {
            @Override
            public void compacted(CompactionStats stats) {
                passes.add(stats);
            }

            @Override
            public void compactionFailed(String log, Throwable cause) {
                failures.add(log + ": " + cause.getMessage());
            }
        };
        List<Scheduler> threads = Collections.nCopies(workers, scheduler);
        store = LogStore.open(
                List.of(DIRECTORY),
                new StorePorts(disk, directory -> scheduler, scheduler, threads, observer),
                LogStoreConfig.defaults().withLogDefaults(config).withCompactor(compactor));
        PartitionLog log = store.openOrCreate("t", 0, ID, config);
        store.startMaintenance();
        return log;
    }

    private PartitionLog reopen(LogConfig config) {
        store.close();
        scheduler.forgetAll();
        return open(config);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Lets the compactor do all that there is to do. */
    private void compact() {
        scheduler.runDue();
        int before;
        do {
            before = passes.size();
            scheduler.advance(BACKOFF_MS);
        } while (passes.size() > before);
    }

    /** Fills segments with records of other keys, so that what was appended before is no longer in the active one. */
    private void fill(PartitionLog log) {
        String filler = "x".repeat(500);
        for (int i = 0; i < 3; i++) {
            append(log, scheduler.wallMs(), "filler" + i + "=" + filler);
        }
    }

    private static List<String> withoutFillers(List<String> texts) {
        return texts.stream().filter(text -> !text.startsWith("filler")).toList();
    }

    private void commit(PartitionLog log, long producerId, ControlRecordType type) {
        ByteBuf marker = RecordBatchBuilder.endTransaction(
                UnpooledByteBufAllocator.DEFAULT,
                new ControlRecord(type, 0),
                producerId,
                (short) 0,
                scheduler.wallMs());
        try {
            log.append(marker, 0, AppendOrigin.COORDINATOR);
        } finally {
            marker.release();
        }
    }

    private void transactional(PartitionLog log, long producerId, int sequence, String... records) {
        ByteBuf batch = KeyedBatches.builder(Compression.NONE, scheduler.wallMs(), records)
                .producer(producerId, (short) 0, sequence, true)
                .build();
        try {
            KeyedBatches.appendVerified(log, batch);
        } finally {
            batch.release();
        }
    }

    private static long controlBatches(PartitionLog log) {
        List<Integer> found = new ArrayList<>();
        KeyedBatches.batches(log, 1000, batch -> {
            if (batch.isControl() && batch.recordCount() > 0) {
                found.add(1);
            }
        });
        return found.size();
    }

    @Test
    void shouldKeepTheLastRecordOfEachKeyWithItsOffsetAndTimestamp() {
        PartitionLog log = open(CONFIG);
        Map<String, KeyedBatches.Entry> last = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            String key = "k" + i * 7 % 20;
            AppendResult result = append(log, scheduler.wallMs() - i, key + "=" + i, "other" + i % 3 + "=" + i);
            last.put(key, new KeyedBatches.Entry(result.baseOffset(), scheduler.wallMs() - i, key + "=" + i));
        }
        fill(log);

        compact();

        List<KeyedBatches.Entry> kept = KeyedBatches.entries(log, 300);
        assertThat(kept).containsAll(last.values());
        assertThat(withoutFillers(texts(log))).hasSize(23);
        assertThat(passes).hasSize(1);
        CompactionStats stats = passes.get(0);
        assertThat(stats.recordsIn()).isEqualTo(stats.mappedRecords()).isGreaterThan(800);
        assertThat(stats.recordsOut()).isBetween(23L, 26L);
        assertThat(stats.bytesOut()).isLessThan(stats.bytesIn() / 5);
        assertThat(KeyedBatches.entries(reopen(CONFIG), 300)).isEqualTo(kept);
    }

    @Test
    void shouldMakeFewSegmentsOfManySmallOnes() {
        PartitionLog log = open(CONFIG);
        for (int i = 0; i < 400; i++) {
            append(log, scheduler.wallMs(), "k" + i % 20 + "=" + i);
        }
        fill(log);
        compact();
        fill(log);
        compact();
        assertThat(log.segmentCount()).isLessThan(12);
        assertThat(passes.get(1).segmentsIn()).isGreaterThan(25);
        assertThat(passes.get(1).segmentsOut()).isLessThan(10);
        List<String> kept = texts(log);
        assertThat(texts(reopen(CONFIG))).isEqualTo(kept);
    }

    @Test
    void shouldLeaveTheActiveSegmentAlone() {
        PartitionLog log = open(CONFIG);
        append(log, 1, "a=1");
        append(log, 1, "a=2");
        compact();
        assertThat(texts(log)).containsExactly("a=1", "a=2");
    }

    @Test
    void shouldKeepATombstoneUntilItsHorizonHasPassedAndAnotherPassComes() {
        PartitionLog log = open(CONFIG);
        append(log, scheduler.wallMs(), "a=1", "b=1");
        append(log, scheduler.wallMs(), "a");
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("b=1", "a");

        scheduler.advance(50_000);
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("b=1", "a");

        scheduler.advance(20_000);
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("b=1");
        assertThat(passes).hasSize(3);
    }

    @Test
    void shouldKeepAllThatABatchSaysWhenOnlyItsRecordsGo() {
        for (CompressionType type : CompressionType.values()) {
            PartitionLog log = open(CONFIG);
            long time = scheduler.wallMs();
            ByteBuf batch = KeyedBatches.builder(Compression.of(type), time, "a=1", "b=1", "c=1", "d")
                    .producer(9, (short) 3, 40, false)
                    .build();
            AppendResult result = log.append(batch, 7, AppendOrigin.CLIENT);
            batch.release();
            append(log, time, "a=2", "c=2");
            fill(log);
            compact();

            List<String> found = new ArrayList<>();
            KeyedBatches.batches(log, 1000, kept -> {
                if (kept.hasProducerId()) {
                    assertThat(kept.compression()).isEqualTo(type);
                    assertThat(kept.baseOffset()).isEqualTo(result.baseOffset());
                    assertThat(kept.lastOffset()).isEqualTo(result.lastOffset());
                    assertThat(kept.partitionLeaderEpoch()).isEqualTo(7);
                    assertThat(kept.producerEpoch()).isEqualTo((short) 3);
                    assertThat(kept.baseSequence()).isEqualTo(40);
                    assertThat(kept.lastSequence()).isEqualTo(43);
                    assertThat(kept.deleteHorizonMs().orElseThrow() - time).isBetween(60_000L, 60_000 + BACKOFF_MS);
                    kept.forEach(record -> {
                        assertThat(record.timestamp()).isEqualTo(time);
                        found.add(record.offset() + " " + KeyedBatches.text(record));
                    });
                }
            });
            assertThat(found).containsExactly(result.baseOffset() + 1 + " b=1", result.lastOffset() + " d");
            store.delete("t", 0);
            store.close();
            scheduler.forgetAll();
            passes.clear();
        }
    }

    @Test
    void shouldCopyABatchAsItLiesWhenAllOfItStays() {
        PartitionLog log = open(CONFIG);
        append(log, 5, "a=1", "b=1");
        append(log, 6, "z=1");
        append(log, 7, "z=2");
        List<Long> checksums = new ArrayList<>();
        KeyedBatches.batches(log, 1000, batch -> checksums.add(batch.checksum()));
        fill(log);
        compact();
        List<Long> kept = new ArrayList<>();
        KeyedBatches.batches(log, 1000, batch -> kept.add(batch.checksum()));
        assertThat(kept).startsWith(checksums.get(0), checksums.get(2)).doesNotContain(checksums.get(1));
    }

    @Test
    void shouldNeverLetAnAbortedValueWinOrStay() {
        PartitionLog log = open(CONFIG);
        append(log, scheduler.wallMs(), "a=kept", "b=old");
        transactional(log, 1, 0, "a=aborted", "c=aborted");
        transactional(log, 2, 0, "b=committed");
        commit(log, 1, ControlRecordType.ABORT);
        commit(log, 2, ControlRecordType.COMMIT);
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=kept", "b=committed");
        assertThat(log.abortedTransactions(0, log.endOffset())).hasSize(1);
        assertThat(controlBatches(log)).isEqualTo(2);

        // Then its batches are gone, but for an empty one that the producer is known by.
        scheduler.advance(70_000);
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=kept", "b=committed");
        assertThat(controlBatches(log)).isEqualTo(2);
    }

    @Test
    void shouldDropAMarkerWhenNothingOfItsTransactionIsLeftAndItsHorizonHasPassed() {
        PartitionLog log = open(CONFIG);
        transactional(log, 1, 0, "a=aborted");
        commit(log, 1, ControlRecordType.ABORT);
        transactional(log, 1, 1, "b=1");
        commit(log, 1, ControlRecordType.COMMIT);
        transactional(log, 1, 2, "b=2"); // the batch that the producer is known by
        commit(log, 1, ControlRecordType.COMMIT);
        fill(log);
        compact();
        assertThat(controlBatches(log)).as("seen together with their batches").isEqualTo(3);
        fill(log);
        compact();
        assertThat(controlBatches(log)).as("with a horizon now").isEqualTo(3);
        assertThat(log.abortedTransactions(0, log.endOffset())).isEmpty();
        scheduler.advance(60_000);
        fill(log);
        compact();
        assertThat(controlBatches(log)).as("the one of the last transaction").isEqualTo(1);
        assertThat(withoutFillers(texts(log))).containsExactly("b=2");
    }

    @Test
    void shouldStayBelowAnOpenTransaction() {
        PartitionLog log = open(CONFIG);
        append(log, scheduler.wallMs(), "a=1");
        transactional(log, 1, 0, "a=2");
        append(log, scheduler.wallMs(), "b=1");
        append(log, scheduler.wallMs(), "b=2");
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=1", "a=2", "b=1", "b=2");
        commit(log, 1, ControlRecordType.COMMIT);
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=2", "b=2");
    }

    @Test
    void shouldRecogniseRepetitionsOfTheLastBatchAfterItsRecordsAndTheSnapshotsAreGone() throws IOException {
        PartitionLog log = open(CONFIG);
        ByteBuf batch = KeyedBatches.builder(Compression.NONE, scheduler.wallMs(), "a=1", "b=1")
                .producer(5, (short) 1, 0, false)
                .build();
        AppendResult first = log.append(batch, 0, AppendOrigin.CLIENT);
        append(log, scheduler.wallMs(), "a=2", "b=2");
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=2", "b=2");
        store.close();
        scheduler.forgetAll();
        for (String name : disk.list(log.directory())) {
            if (name.endsWith(".snapshot")) {
                disk.delete(log.directory().resolve(name));
            }
        }
        log = open(CONFIG);
        AppendResult again = log.append(batch, 0, AppendOrigin.CLIENT);
        batch.release();
        assertThat(again.duplicate()).isTrue();
        assertThat(again.baseOffset()).isEqualTo(first.baseOffset());
    }

    @Test
    void shouldWaitForTheMinimalLagAndNotBeyondTheMaximalOne() {
        LogConfig config = CONFIG.withCompaction(
                CONFIG.compaction().withLags(10_000, 30_000).withMinDirtyRatio(1));
        PartitionLog log = open(config);
        append(log, scheduler.wallMs(), "a=1");
        append(log, scheduler.wallMs(), "a=2");
        compact();
        assertThat(passes).isEmpty();
        scheduler.advance(20_000);
        compact();
        assertThat(passes).as("not as dirty as it must be to be due before").isEmpty();
        scheduler.advance(15_000);
        compact();
        assertThat(texts(log)).containsExactly("a=2"); // even though nobody appended: it was rolled for that
        assertThat(passes).hasSize(1);
    }

    @Test
    void shouldNotTouchWhatIsYoungerThanTheMinimalLag() {
        PartitionLog log = open(CONFIG.withCompaction(CONFIG.compaction().withLags(10_000, Long.MAX_VALUE)));
        append(log, scheduler.wallMs(), "a=1");
        fill(log);
        append(log, scheduler.wallMs() + 8_000, "a=2");
        fill(log);
        scheduler.advance(12_000);
        compact();
        assertThat(texts(log)).contains("a=1", "a=2");
        scheduler.advance(8_000);
        compact();
        assertThat(texts(log)).contains("a=2").doesNotContain("a=1");
    }

    @Test
    void shouldCompactTheDirtiestLogFirstAndOnlyWhatIsDirtyEnough() {
        workers = 1;
        LogConfig config = CONFIG.withCompaction(CONFIG.compaction().withMinDirtyRatio(0.5));
        open(config);
        PartitionLog[] logs = new PartitionLog[3];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = store.openOrCreate("u", i, new UUID(9, i), config);
            for (int key = 0; key < 40; key++) {
                append(logs[i], scheduler.wallMs(), "k" + key + "=" + "v".repeat(60));
            }
        }
        compact();
        passes.clear();
        for (int i = 0; i < logs.length; i++) {
            for (int key = 0; key < new int[] {20, 150, 100}[i]; key++) {
                append(logs[i], scheduler.wallMs(), "k" + key % 40 + "=" + "v".repeat(60));
            }
        }
        compact();
        assertThat(passes).extracting(CompactionStats::log).containsExactly("u-1", "u-2");
    }

    @Test
    void shouldEndAPassEarlyWhenTheMapIsFullAndGoOnInTheNext() {
        compactor = compactor.withDedupeBuffer(2 * 30 * 24L, 1.0).withIo(2048, Double.MAX_VALUE);
        PartitionLog log = open(CONFIG);
        for (int i = 0; i < 500; i++) {
            append(log, scheduler.wallMs(), "k" + i % 100 + "=" + i, "l" + i % 100 + "=" + i);
        }
        fill(log);
        compact();
        List<String> kept = withoutFillers(texts(log));
        assertThat(passes.size()).isGreaterThan(10);
        assertThat(passes.get(0).mapFill()).isEqualTo(1.0);
        assertThat(passes.get(0).mapEntries()).isEqualTo(29);
        for (int i = 400; i < 500; i++) {
            assertThat(kept).contains("k" + i % 100 + "=" + i, "l" + i % 100 + "=" + i);
        }
        // Several passes see each record once in the map; what is left twice was never in one map together.
        assertThat(passes.get(passes.size() - 1).endOffset()).isGreaterThan(998);
        for (int i = 1; i < passes.size(); i++) {
            assertThat(passes.get(i).fromOffset()).isEqualTo(passes.get(i - 1).endOffset());
        }
        assertThat(kept).hasSize(200);
    }

    @Test
    void shouldDeleteByAgeToo() {
        LogConfig config =
                CONFIG.withCleanupPolicy(CleanupPolicy.COMPACT_AND_DELETE).withRetention(3_600_000, -1);
        PartitionLog log = open(config);
        append(log, scheduler.wallMs(), "a=1");
        append(log, scheduler.wallMs(), "b=1");
        append(log, scheduler.wallMs(), "a=2");
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("b=1", "a=2");
        scheduler.advance(2 * 3_600_000);
        assertThat(texts(log)).isEmpty();
        assertThat(log.logStartOffset()).isEqualTo(log.endOffset());
    }

    @Test
    void shouldNeitherCompactNorDeleteWithoutAPolicy() {
        PartitionLog log = open(CONFIG.withCleanupPolicy(CleanupPolicy.NONE).withRetention(1, 1));
        append(log, 1, "a=1");
        append(log, 1, "a=2");
        fill(log);
        compact();
        scheduler.advance(3_600_000);
        assertThat(withoutFillers(texts(log))).containsExactly("a=1", "a=2");
    }

    @Test
    void shouldFollowAChangeOfPolicy() {
        PartitionLog log = open(CONFIG.withCleanupPolicy(CleanupPolicy.DELETE));
        ByteBuf keyless = Batches.of(1, "no key");
        log.append(keyless, 0, AppendOrigin.CLIENT);
        append(log, scheduler.wallMs(), "a=1");
        append(log, scheduler.wallMs(), "a=2");
        fill(log);
        compact();
        assertThat(passes).isEmpty();
        log.updateConfig(CONFIG);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=2");
        assertThat(passes.get(0).keylessRecords()).isEqualTo(1);
        assertThatThrownBy(() -> log.append(keyless, 0, AppendOrigin.CLIENT))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(AppendError.INVALID_RECORD))
                .hasMessageContaining("record 0 of 1: expected a key");
        ByteBuf packed = Batches.builder(Compression.of(CompressionType.LZ4), 1, "no key", "none")
                .build();
        assertThatThrownBy(() -> log.append(packed, 0, AppendOrigin.CLIENT))
                .hasMessageContaining("record 0 of 2: expected a key");
        keyless.release();
        packed.release();
    }

    @Test
    void shouldKeepToARate() {
        compactor = compactor.withIo(2 * 4096, 10_000);
        PartitionLog log = open(CONFIG);
        for (int i = 0; i < 2000; i++) {
            append(log, scheduler.wallMs(), "k" + i % 10 + "=" + "v".repeat(100));
        }
        long size = log.sizeInBytes();
        long before = scheduler.wallMs();
        while (passes.isEmpty()) {
            scheduler.advance(100);
        }
        long tookMs = scheduler.wallMs() - before - BACKOFF_MS;
        assertThat(tookMs).isBetween(2 * size / 10 * 8 / 10, 2 * size / 10 * 12 / 10); // read twice
    }

    @Test
    void shouldLeaveADamagedLogAloneAndGoOnWithOthers() throws IOException {
        PartitionLog log = open(CONFIG);
        PartitionLog other = store.openOrCreate("u", 0, new UUID(9, 9), CONFIG);
        for (PartitionLog each : List.of(log, other)) {
            append(each, scheduler.wallMs(), "a=1");
            append(each, scheduler.wallMs(), "a=2");
            fill(each);
        }
        scheduler.runDue();
        disk.flipBit(log.directory().resolve("00000000000000000000.log"), 8 * 90);
        compact();
        assertThat(failures).hasSize(1).first().asString().contains("t-0", "position", "CRC");
        assertThat(store.uncompactableLogs()).isEqualTo(1);
        assertThat(withoutFillers(texts(other))).containsExactly("a=2");
        assertThat(store.isOffline()).isFalse();
        append(log, scheduler.wallMs(), "b=1");
    }

    @Test
    void shouldTryAgainWhenThereIsRoom() {
        PartitionLog log = open(CONFIG);
        append(log, scheduler.wallMs(), "a=1");
        append(log, scheduler.wallMs(), "a=2");
        fill(log);
        scheduler.runDue();
        disk.fault((operation, path) -> {
            if (operation == DiskFault.Operation.WRITE && path.toString().endsWith(".cleaned")) {
                throw new DiskFullException(path, null);
            }
        });
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=1", "a=2");
        disk.fault(DiskFault.NONE);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=2");
        assertThat(failures).isEmpty();
    }

    @Test
    void shouldTakeTheDirectoryOfflineWhenTheDiskFails() {
        PartitionLog log = open(CONFIG);
        append(log, scheduler.wallMs(), "a=1");
        append(log, scheduler.wallMs(), "a=2");
        fill(log);
        scheduler.runDue();
        disk.fault((operation, path) -> {
            if (operation == DiskFault.Operation.FORCE && path.toString().endsWith(".cleaned")) {
                throw new IOException("EIO");
            }
        });
        compact();
        assertThat(store.isOffline()).isTrue();
    }

    @Test
    void shouldNotTakeANewLogOfTheSameNameForCompacted() {
        PartitionLog log = open(CONFIG);
        append(log, scheduler.wallMs(), "a=1");
        append(log, scheduler.wallMs(), "a=2");
        fill(log);
        compact();
        store.delete("t", 0);
        log = store.openOrCreate("t", 0, new UUID(5, 5), CONFIG);
        append(log, scheduler.wallMs(), "a=1");
        append(log, scheduler.wallMs(), "a=2");
        fill(log);
        log = reopenAs(new UUID(5, 5));
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=2");
    }

    private PartitionLog reopenAs(UUID id) {
        store.close();
        scheduler.forgetAll();
        store = LogStore.open(
                DIRECTORY,
                disk,
                LogStoreConfig.defaults().withLogDefaults(CONFIG).withCompactor(compactor),
                scheduler,
                scheduler);
        PartitionLog log = store.openOrCreate("t", 0, id, CONFIG);
        store.startMaintenance();
        return log;
    }

    @Test
    void shouldDoNothingWhenSwitchedOff() {
        compactor = compactor.withEnabled(false);
        PartitionLog log = open(CONFIG);
        append(log, scheduler.wallMs(), "a=1");
        append(log, scheduler.wallMs(), "a=2");
        fill(log);
        compact();
        assertThat(withoutFillers(texts(log))).containsExactly("a=1", "a=2");
    }

    @Test
    void shouldFindOffsetsByTimeInWhatIsLeft() {
        PartitionLog log =
                open(CONFIG.withTimestamps(CONFIG.appends().timestampType(), Long.MAX_VALUE, Long.MAX_VALUE));
        append(log, 1000, "a=1");
        append(log, 9000, "b=1"); // the greatest of all, and superseded
        append(log, 2000, "c=1");
        append(log, 3000, "b=2");
        for (int i = 0; i < 30; i++) {
            append(log, 4000 + i, "d=" + "v".repeat(100));
        }
        append(log, 5000, "e=" + "v".repeat(800));
        compact();
        assertThat(texts(log)).doesNotContain("b=1");
        assertThat(log.offsetForTimestamp(1001).offset()).isEqualTo(2);
        assertThat(log.offsetOfMaxTimestamp().timestampMs()).isEqualTo(5000);
        assertThat(log.offsetForTimestamp(5001)).isNull();
    }
}
