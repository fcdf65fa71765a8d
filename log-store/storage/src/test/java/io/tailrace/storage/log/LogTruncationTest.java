package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.LogTruncatedException;
import io.tailrace.storage.disk.memory.MemoryDisk;
import io.tailrace.storage.epoch.EpochEnd;
import io.tailrace.storage.file.CheckpointFile;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import io.tailrace.storage.segment.TimestampedOffset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cutting the end of a log, and making it anew. {@link TransactionCrashPropertyTest} cuts at random and fails the power. */
class LogTruncationTest {

    private static final LogConfig CONFIG = LogConfig.defaults()
            .withSegmentBytes(1024)
            .withIndexIntervalBytes(100)
            .withDurability(Durability.OS);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MemoryDisk disk = new MemoryDisk(new Random(1), scheduler);
    private LogStore store = openStore();
    private PartitionLog log = open(CONFIG);

    private LogStore openStore() {
        return LogStore.open(Path.of("/data"), disk, LogStoreConfig.defaults(), scheduler, scheduler);
    }

    private PartitionLog open(LogConfig config) {
        return store.openOrCreate("t", 0, new UUID(1, 2), config);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> fill(int from, int to) {
        List<String> values = new ArrayList<>();
        for (int i = from; i < to; i++) {
            values.add("value " + i + "x".repeat(40));
            log.append(
                    Batches.idempotent(1000 + i, 9, 0, i, values.get(values.size() - 1)), i / 20, AppendOrigin.CLIENT);
        }
        return values;
    }

    private void restart(Runnable end) {
        end.run();
        scheduler.forgetAll();
        store = openStore();
        log = open(CONFIG);
    }

    private void kill() {
        store.abandon();
        disk.kill();
    }

    private void losePower() {
        store.abandon();
        disk.losePower();
    }

    @Test
    void shouldCutSegmentsAndGoOnFromThere() {
        List<String> values = fill(0, 100);
        int segments = log.segmentCount();
        assertThat(log.truncateTo(45)).isEqualTo(45);
        assertThat(log.endOffset()).isEqualTo(45);
        assertThat(log.segmentCount()).isLessThan(segments);
        assertThat(Batches.values(log, 300)).isEqualTo(values.subList(0, 45));
        List<String> more = new ArrayList<>(values.subList(0, 45));
        more.addAll(fill(45, 70));
        assertThat(Batches.values(log, 300)).isEqualTo(more);
        for (Runnable end : List.<Runnable>of(() -> store.close(), this::kill)) {
            restart(end);
            assertThat(Batches.values(log, 300)).isEqualTo(more);
        }
    }

    @Test
    void shouldStaySoWhenThePowerFailsAtOnce() {
        List<String> values = fill(0, 100);
        scheduler.runDue();
        log.whenDurable(100).join();
        log.truncateTo(45);
        restart(this::losePower);
        assertThat(Batches.values(log, 300)).isEqualTo(values.subList(0, 45));
    }

    @Test
    void shouldEndBeforeABatchThatHoldsTheOffset() {
        log.append(Batches.of(1, "a", "b"), 0, AppendOrigin.CLIENT);
        log.append(Batches.of(1, "c", "d", "e"), 0, AppendOrigin.CLIENT);
        assertThat(log.truncateTo(4)).isEqualTo(2);
        assertThat(log.endOffset()).isEqualTo(2);
        assertThat(log.truncateTo(7)).isEqualTo(2);
    }

    @Test
    void shouldNotCountAsSyncedWhatABatchThatHadToGoHeldBeforeTheOffset() throws IOException {
        log.append(Batches.of(1, "a", "b"), 0, AppendOrigin.CLIENT);
        log.append(Batches.of(1, "c", "d", "e"), 0, AppendOrigin.CLIENT);
        CompletableFuture<Void> durable = log.whenDurable(5);
        scheduler.runDue();
        assertThat(durable).isCompleted();
        assertThat(log.truncateTo(4)).isEqualTo(2);
        CheckpointFile synced = new CheckpointFile(disk, Path.of("/data/recovery-point-offset-checkpoint"));
        assertThat(synced.read()).contains(List.of("t 0 2"));
    }

    @Test
    void shouldRememberProducersEpochsAndTimesAsTheyWere() {
        fill(0, 100);
        log.truncateTo(45);
        assertThat(log.latestLeaderEpoch()).isEqualTo(2);
        assertThat(log.endOffsetForEpoch(2)).isEqualTo(new EpochEnd(2, 45));
        assertThat(log.offsetOfMaxTimestamp()).isEqualTo(new TimestampedOffset(1044, 44, 2));
        assertThat(log.offsetForTimestamp(1045)).isNull();
        assertThatThrownBy(() -> log.append(Batches.idempotent(1, 9, 0, 100, "gap"), 5, AppendOrigin.CLIENT))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(AppendError.OUT_OF_ORDER_SEQUENCE));
        assertThat(log.append(Batches.idempotent(1, 9, 0, 45, "next"), 5, AppendOrigin.CLIENT)
                        .baseOffset())
                .isEqualTo(45);
        log.truncateTo(40);
        assertThat(log.latestLeaderEpoch()).isEqualTo(1);
        assertThat(log.endOffsetForEpoch(1)).isEqualTo(new EpochEnd(1, 40));
    }

    @Test
    void shouldOpenTransactionsAgainWhoseMarkerIsCut() {
        begin(7, 0);
        begin(8, 0);
        fill(2, 40); // 2..39
        log.append(Batches.abort(1, 7, 0), 0, AppendOrigin.COORDINATOR); // 40
        fill(40, 60); // 41..60
        log.append(Batches.abort(1, 8, 0), 0, AppendOrigin.COORDINATOR); // 61
        begin(7, 1); // 62
        assertThat(log.lastStableOffset()).isEqualTo(62);
        log.truncateTo(62);
        assertThat(log.lastStableOffset()).isEqualTo(62);
        log.truncateTo(61);
        assertThat(log.lastStableOffset()).isEqualTo(1);
        assertThat(log.abortedTransactions(0, 100)).containsExactly(new AbortedTransaction(7, 0, 40, 1));
        log.truncateTo(30);
        assertThat(log.lastStableOffset()).isZero();
        assertThat(log.abortedTransactions(0, 100)).isEmpty();
        assertThat(log.hasOpenTransaction(7, (short) 0)).isTrue();
        log.truncateTo(1);
        assertThat(log.hasOpenTransaction(8, (short) 0)).isFalse();
        assertThat(log.endOffset()).isEqualTo(1);
    }

    private void begin(long producerId, int sequence) {
        VerificationGuard guard = log.beginVerification(producerId, (short) 0, sequence, false);
        log.append(
                Batches.transactional(1, producerId, 0, sequence, "in a transaction"),
                0,
                AppendOrigin.CLIENT,
                guard == null ? TransactionClaim.NONE : TransactionClaim.verified(guard));
    }

    @Test
    void shouldForgetWhereReadsOfWhatIsGoneEnded() {
        log.append(Batches.of(1, "a"), 0, AppendOrigin.CLIENT);
        log.append(Batches.of(1, "b"), 0, AppendOrigin.CLIENT);
        log.append(Batches.of(1, "c"), 0, AppendOrigin.CLIENT);
        log.read(0, 150, 2, true).records().release(); // remembers where offset 2 begins
        log.truncateTo(1);
        log.append(Batches.of(1, "a longer value than before"), 0, AppendOrigin.CLIENT);
        log.append(Batches.of(1, "c"), 0, AppendOrigin.CLIENT);
        ReadResult read = log.read(2, 1000, 3, true);
        assertThat(read.nextOffset()).isEqualTo(3);
        read.records().release();
    }

    @Test
    void shouldTellWhoWaitsForWhatIsCut() {
        log = open(CONFIG.withDurability(Durability.FSYNC));
        log.append(Batches.of(1, "a"), 0, AppendOrigin.CLIENT);
        log.append(Batches.of(1, "b"), 0, AppendOrigin.CLIENT);
        CompletableFuture<Void> kept = log.whenDurable(1);
        CompletableFuture<Void> cut = log.whenDurable(2);
        log.truncateTo(1);
        assertThatThrownBy(cut::join).hasCauseInstanceOf(LogTruncatedException.class);
        scheduler.runDue();
        assertThat(kept).isCompleted();
        log.append(Batches.of(1, "c"), 0, AppendOrigin.CLIENT);
        assertThat(log.durableOffset()).isEqualTo(1);
        scheduler.runDue();
        assertThat(log.durableOffset()).isEqualTo(2);
    }

    @Test
    void shouldBeginAnewWhereverItIsTold() {
        fill(0, 50);
        log.advanceLogStartOffset(20);
        for (long offset : new long[] {1000, 30, 5}) {
            log.truncateFullyAndStartAt(offset);
            assertThat(log.logStartOffset()).isEqualTo(offset);
            assertThat(log.endOffset()).isEqualTo(offset);
            assertThat(log.activeProducers()).isEmpty();
            assertThat(log.latestLeaderEpoch()).isEqualTo(-1);
            assertThat(log.lastStableOffset()).isEqualTo(offset);
            log.append(Batches.of(7, "first"), 3, AppendOrigin.CLIENT);
            assertThat(Batches.values(log, 300)).containsExactly("first");
            restart(this::kill);
            assertThat(log.logStartOffset()).isEqualTo(offset);
            assertThat(Batches.values(log, 300)).containsExactly("first");
        }
        log.truncateTo(2); // before its start
        assertThat(log.logStartOffset()).isEqualTo(2);
        assertThat(log.endOffset()).isEqualTo(2);
    }
}
