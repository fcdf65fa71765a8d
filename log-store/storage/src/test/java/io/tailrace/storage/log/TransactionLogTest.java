package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.StorageFullException;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.disk.memory.DiskFault;
import io.tailrace.storage.disk.memory.MemoryDisk;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions in one log: what is stable, what was aborted, and who may write in one. */
class TransactionLogTest {

    private static final Path DIRECTORY = Path.of("/data");
    private static final LogConfig SMALL =
            LogConfig.defaults().withSegmentBytes(1024).withDurability(Durability.OS);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MemoryDisk disk = new MemoryDisk(new Random(1), scheduler);
    private LogStore store = openStore();
    private PartitionLog log = open(SMALL);

    private LogStore openStore() {
        return LogStore.open(DIRECTORY, disk, LogStoreConfig.defaults(), scheduler, scheduler);
    }

    private PartitionLog open(LogConfig config) {
        return store.openOrCreate("t", 0, new UUID(1, 2), config);
    }

    private void reopen() {
        store.close();
        scheduler.forgetAll();
        store = openStore();
        log = open(SMALL);
    }

    private void killAndReopen() {
        store.abandon();
        scheduler.forgetAll();
        disk.kill();
        store = openStore();
        log = open(SMALL);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long begin(long producerId, int epoch, int sequence, String... values) {
        VerificationGuard guard = log.beginVerification(producerId, (short) epoch, sequence, false);
        TransactionClaim claim = guard == null ? TransactionClaim.NONE : TransactionClaim.verified(guard);
        return log.append(Batches.transactional(5, producerId, epoch, sequence, values), 1, AppendOrigin.CLIENT, claim)
                .baseOffset();
    }

    private long append(String... values) {
        return log.append(Batches.of(5, values), 1, AppendOrigin.CLIENT).baseOffset();
    }

    private long end(ByteBuf marker) {
        return log.append(marker, 1, AppendOrigin.COORDINATOR).baseOffset();
    }

    private void assertRejected(AppendError reason, Runnable append) {
        long end = log.endOffset();
        assertThatThrownBy(append::run)
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining("t-0");
        assertThat(log.endOffset()).isEqualTo(end);
    }

    @Test
    void shouldHoldTheStableOffsetAtTheFirstOpenTransaction() {
        append("a");
        begin(7, 0, 0, "b", "c");
        begin(8, 0, 0, "d");
        append("e");
        assertThat(log.lastStableOffset()).isEqualTo(1);
        end(Batches.abort(5, 8, 0));
        assertThat(log.lastStableOffset()).isEqualTo(1);
        end(Batches.commit(5, 7, 0));
        assertThat(log.lastStableOffset()).isEqualTo(log.endOffset()).isEqualTo(7);
    }

    @Test
    void shouldCountADecidedTransactionWhenItsMarkerIsBelowTheHighWatermark() {
        log = open(SMALL.withDurability(Durability.FSYNC));
        append("a");
        begin(7, 0, 0, "b");
        end(Batches.commit(5, 7, 0));
        scheduler.runDue();
        assertThat(log.lastStableOffset()).isEqualTo(3);
        begin(7, 0, 1, "c");
        scheduler.runDue();
        end(Batches.commit(5, 7, 0));
        assertThat(log.highWatermark()).isEqualTo(4);
        assertThat(log.lastStableOffset()).isEqualTo(3);
        scheduler.runDue();
        assertThat(log.lastStableOffset()).isEqualTo(5);
    }

    @Test
    void shouldFollowTheHighWatermarkOfTheOwner() {
        log.updateHighWatermark(0);
        begin(7, 0, 0, "a");
        append("b");
        end(Batches.commit(5, 7, 0));
        begin(8, 0, 0, "c");
        append("d");
        for (long[] pair : new long[][] {{0, 0}, {1, 0}, {2, 0}, {3, 3}, {4, 3}, {5, 3}}) {
            log.updateHighWatermark(pair[0]);
            assertThat(log.lastStableOffset()).as("high watermark %d", pair[0]).isEqualTo(pair[1]);
        }
        end(Batches.abort(5, 8, 0));
        assertThat(log.lastStableOffset()).isEqualTo(3);
        log.updateHighWatermark(6);
        assertThat(log.lastStableOffset()).isEqualTo(6);
    }

    @Test
    void shouldNotHoldTheStableOffsetBelowTheStartOfTheLog() {
        begin(7, 0, 0, "a", "b");
        append("c");
        log.advanceLogStartOffset(2);
        assertThat(log.lastStableOffset()).isEqualTo(2);
    }

    @Test
    void shouldReadNoFurtherThanTheStableOffsetAndSayWhatWasAborted() {
        append("a");
        begin(7, 0, 0, "b");
        begin(8, 0, 0, "c");
        end(Batches.abort(5, 8, 0));
        CommittedRead none = log.readCommitted(1, 10_000, Long.MAX_VALUE, true);
        assertThat(none.read().isEmpty()).isTrue();
        assertThat(none.aborted()).isEmpty();
        end(Batches.abort(5, 7, 0));
        append("d");
        begin(9, 0, 0, "e");
        CommittedRead all = log.readCommitted(0, 10_000, Long.MAX_VALUE, true);
        assertThat(all.read().nextOffset()).isEqualTo(6);
        assertThat(all.lastStableOffset()).isEqualTo(6);
        assertThat(all.aborted())
                .containsExactly(new AbortedTransaction(8, 2, 3, 1), new AbortedTransaction(7, 1, 4, 5));
        all.read().records().release();
        CommittedRead first = log.readCommitted(0, 10_000, 1, true);
        assertThat(first.read().nextOffset()).isEqualTo(1);
        assertThat(first.aborted()).isEmpty();
        first.read().records().release();
        CommittedRead last = log.readCommitted(4, 10_000, Long.MAX_VALUE, true);
        assertThat(last.aborted()).containsExactly(new AbortedTransaction(7, 1, 4, 5));
        last.read().records().release();
    }

    @Test
    void shouldFindAbortedTransactionsOverSegments() {
        begin(7, 0, 0, "x".repeat(500));
        append("y".repeat(800));
        append("y".repeat(800));
        end(Batches.abort(5, 7, 0));
        append("y".repeat(800));
        assertThat(log.segmentCount()).isGreaterThanOrEqualTo(4);
        AbortedTransaction aborted = new AbortedTransaction(7, 0, 3, 4);
        assertThat(log.abortedTransactions(0, 1)).containsExactly(aborted);
        assertThat(log.abortedTransactions(2, 3)).containsExactly(aborted);
        assertThat(log.abortedTransactions(4, 5)).isEmpty();
        reopen();
        assertThat(log.abortedTransactions(0, 1)).containsExactly(aborted);
        killAndReopen();
        assertThat(log.abortedTransactions(0, 1)).containsExactly(aborted);
    }

    @Test
    void shouldKeepOpenTransactionsThroughARestart() {
        append("a");
        begin(7, 3, 0, "b");
        append("c");
        reopen();
        assertThat(log.lastStableOffset()).isEqualTo(1);
        assertThat(log.hasOpenTransaction(7, (short) 3)).isTrue();
        assertThat(log.hasOpenTransaction(7, (short) 2)).isFalse();
        killAndReopen();
        assertThat(log.lastStableOffset()).isEqualTo(1);
        end(Batches.marker(ControlRecordType.ABORT, 9, 5, 7, 3));
        assertThat(log.lastStableOffset()).isEqualTo(4);
        reopen();
        assertThat(log.activeProducers()).singleElement().satisfies(producer -> {
            assertThat(producer.coordinatorEpoch()).isEqualTo(9);
            assertThat(producer.currentTransactionStartOffset()).isEqualTo(-1);
        });
    }

    @Test
    void shouldTakeTheFirstBatchOfATransactionOnlyWhenItWasVerified() { // property 42
        ByteBuf batch = Batches.transactional(5, 7, 0, 0, "a");
        assertRejected(AppendError.INVALID_TXN_STATE, () -> log.append(batch, 1, AppendOrigin.CLIENT));
        assertRejected(AppendError.INVALID_TXN_STATE, () -> log.append(batch, 1, AppendOrigin.COORDINATOR));
        VerificationGuard guard = log.beginVerification(7, (short) 0, 0, false);
        assertThat(log.beginVerification(7, (short) 0, 0, false)).isSameAs(guard);
        assertRejected(
                AppendError.INVALID_TXN_STATE,
                () -> log.append(
                        Batches.transactional(5, 8, 0, 0, "of another"),
                        1,
                        AppendOrigin.CLIENT,
                        TransactionClaim.verified(guard)));
        log.append(batch, 1, AppendOrigin.CLIENT, TransactionClaim.verified(guard));
        assertThat(log.beginVerification(7, (short) 0, 1, false)).isNull();
        log.append(Batches.transactional(5, 7, 0, 1, "b"), 1, AppendOrigin.CLIENT);
    }

    @Test
    void shouldRefuseALateBatchWhoseVerificationAMarkerHasOvertaken() { // property 42
        VerificationGuard guard = log.beginVerification(7, (short) 0, 0, false);
        end(Batches.abort(5, 7, 0));
        assertRejected(
                AppendError.INVALID_TXN_STATE,
                () -> log.append(
                        Batches.transactional(5, 7, 0, 0, "late"),
                        1,
                        AppendOrigin.CLIENT,
                        TransactionClaim.verified(guard)));
        assertThat(log.lastStableOffset()).isEqualTo(log.endOffset());
    }

    @Test
    void shouldFenceALateBatchByTheEpochOfTheMarker() { // properties 41, 42
        begin(7, 0, 0, "a");
        log.append(Batches.commit(5, 7, 1), 1, AppendOrigin.COORDINATOR, TransactionClaim.marker(2));
        assertRejected(
                AppendError.INVALID_PRODUCER_EPOCH,
                () -> log.append(Batches.transactional(5, 7, 0, 1, "late"), 1, AppendOrigin.CLIENT));
        assertRejected(AppendError.INVALID_PRODUCER_EPOCH, () -> log.beginVerification(7, (short) 0, 1, true));
        begin(7, 1, 0, "next transaction");
        assertThat(log.hasOpenTransaction(7, (short) 1)).isTrue();
    }

    @Test
    void shouldKeepTheVerificationOfTheNextTransactionWhenTheMarkerOfTheLastComes() { // properties 41, 42
        begin(7, 0, 0, "a");
        VerificationGuard next = log.beginVerification(7, (short) 1, 0, true);
        log.append(Batches.commit(5, 7, 1), 1, AppendOrigin.COORDINATOR, TransactionClaim.marker(2));
        TransactionClaim claim = TransactionClaim.verified(next);
        log.append(Batches.transactional(5, 7, 1, 0, "b"), 1, AppendOrigin.CLIENT, claim);
        log.append(Batches.abort(5, 7, 2), 1, AppendOrigin.COORDINATOR, TransactionClaim.marker(2));
        VerificationGuard stale = log.beginVerification(7, (short) 2, 0, true);
        log.append(Batches.abort(5, 7, 3), 1, AppendOrigin.COORDINATOR, TransactionClaim.marker(2));
        assertRejected(
                AppendError.INVALID_PRODUCER_EPOCH,
                () -> log.append(
                        Batches.transactional(5, 7, 2, 0, "late"),
                        1,
                        AppendOrigin.CLIENT,
                        TransactionClaim.verified(stale)));
    }

    @Test
    void shouldNotLetALateMarkerEndTheNextTransaction() { // property 41
        begin(7, 0, 0, "a");
        TransactionClaim version2 = TransactionClaim.marker(2);
        log.append(Batches.commit(5, 7, 1), 1, AppendOrigin.COORDINATOR, version2);
        log.append(Batches.commit(5, 7, 1), 1, AppendOrigin.COORDINATOR, version2); // repeated: nothing is open
        begin(7, 1, 0, "b");
        assertRejected(
                AppendError.INVALID_PRODUCER_EPOCH,
                () -> log.append(Batches.commit(5, 7, 1), 1, AppendOrigin.COORDINATOR, version2));
        assertThat(log.lastStableOffset()).isEqualTo(3);
        log.append(Batches.commit(5, 7, 2), 1, AppendOrigin.COORDINATOR, version2);
        assertThat(log.lastStableOffset()).isEqualTo(5);
    }

    @Test
    void shouldLetTheMarkerOfTheLastEpochEndItsTransaction() {
        begin(7, Short.MAX_VALUE, 0, "a");
        log.append(Batches.commit(5, 7, Short.MAX_VALUE), 1, AppendOrigin.COORDINATOR, TransactionClaim.marker(2));
        assertThat(log.lastStableOffset()).isEqualTo(2);
    }

    @Test
    void shouldFenceAMarkerOfAnOldCoordinator() {
        begin(7, 0, 0, "a");
        end(Batches.marker(ControlRecordType.COMMIT, 5, 5, 7, 0));
        begin(7, 0, 1, "b");
        assertRejected(
                AppendError.TRANSACTION_COORDINATOR_FENCED,
                () -> end(Batches.marker(ControlRecordType.ABORT, 4, 5, 7, 0)));
        begin(7, 2, 0, "c");
        assertRejected(
                AppendError.INVALID_PRODUCER_EPOCH, () -> end(Batches.marker(ControlRecordType.ABORT, 6, 5, 7, 1)));
    }

    @Test
    void shouldKeepTheFirstOfSeveralBatchesFirstWhileTransactionsAreVerified() { // property 39
        VerificationGuard guard = log.beginVerification(7, (short) 0, 3, false);
        assertThat(log.beginVerification(7, (short) 0, 5, false)).isSameAs(guard);
        assertRejected(
                AppendError.OUT_OF_ORDER_SEQUENCE,
                () -> log.append(
                        Batches.transactional(5, 7, 0, 5, "second"),
                        1,
                        AppendOrigin.CLIENT,
                        TransactionClaim.verified(guard)));
        log.append(
                Batches.transactional(5, 7, 0, 3, "first", "first"),
                1,
                AppendOrigin.CLIENT,
                TransactionClaim.verified(guard));
        log.append(Batches.transactional(5, 7, 0, 5, "second"), 1, AppendOrigin.CLIENT);
    }

    @Test
    void shouldBeginAtZeroWhereEachTransactionHasAnEpoch() { // property 39
        VerificationGuard guard = log.beginVerification(7, (short) 4, 2, true);
        assertRejected(
                AppendError.OUT_OF_ORDER_SEQUENCE,
                () -> log.append(
                        Batches.transactional(5, 7, 4, 2, "not the first"),
                        1,
                        AppendOrigin.CLIENT,
                        TransactionClaim.verified(guard)));
        log.append(
                Batches.transactional(5, 7, 4, 0, "first"), 1, AppendOrigin.CLIENT, TransactionClaim.verified(guard));
    }

    @Test
    void shouldRefuseAPlainBatchWhileATransactionIsOpen() {
        begin(7, 0, 0, "a");
        assertRejected(
                AppendError.INVALID_TXN_STATE,
                () -> log.append(Batches.idempotent(5, 7, 0, 1, "b"), 1, AppendOrigin.CLIENT));
    }

    @Test
    void shouldNotForgetAProducerWithAnOpenTransaction() {
        store.startMaintenance();
        begin(7, 0, 0, "a");
        begin(8, 0, 0, "b");
        end(Batches.commit(5, 8, 0));
        VerificationGuard stale = log.beginVerification(9, (short) 0, 0, false);
        scheduler.advance(25L * 60 * 60 * 1000);
        assertThat(log.activeProducers())
                .singleElement()
                .satisfies(view -> assertThat(view.producerId()).isEqualTo(7));
        assertThat(log.beginVerification(9, (short) 0, 0, false)).isNotSameAs(stale);
    }

    @Test
    void shouldFollowTransactionsThatReplicatedBatchesBringAtOnce() {
        ByteBuf first = Batches.transactional(5, 7, 0, 0, "a");
        ByteBuf second = Batches.transactional(5, 8, 0, 0, "b");
        ByteBuf third = Batches.abort(5, 8, 0);
        ByteBuf fourth = Batches.abort(5, 7, 0);
        int offset = 0;
        for (ByteBuf batch : List.of(first, second, third, fourth)) {
            batch.setLong(0, offset++);
        }
        log.append(Unpooled.wrappedBuffer(first, second, third, fourth), -1, AppendOrigin.REPLICATION);
        assertThat(log.abortedTransactions(0, 4))
                .containsExactly(new AbortedTransaction(8, 1, 2, 0), new AbortedTransaction(7, 0, 3, 4));
        assertThat(log.lastStableOffset()).isEqualTo(4);
    }

    @Test
    void shouldTakeBackAMarkerWhoseEntryInTheIndexFoundNoRoom() {
        log = open(LogConfig.defaults().withDurability(Durability.OS));
        disk.fault((operation, path) -> {
            if (operation == DiskFault.Operation.WRITE && path.toString().endsWith(".txnindex")) {
                throw new DiskFullException(path, null);
            }
        });
        int ended = abortUntilTheIndexIsWritten();
        assertThat(log.endOffset()).isEqualTo(2L * ended + 1);
        assertThat(log.lastStableOffset()).isEqualTo(2L * ended);
        assertThat(log.abortedTransactions(0, Long.MAX_VALUE)).hasSize(ended);
        disk.fault(DiskFault.NONE);
        append("b");
        end(Batches.abort(5, 7, 0));
        assertThat(log.abortedTransactions(0, Long.MAX_VALUE))
                .hasSize(ended + 1)
                .endsWith(new AbortedTransaction(7, 2L * ended, 2L * ended + 2, 2L * ended + 3));
        reopen();
        assertThat(log.abortedTransactions(0, Long.MAX_VALUE)).hasSize(ended + 1);
    }

    private int abortUntilTheIndexIsWritten() {
        for (int i = 0; i < 100; i++) {
            begin(7, 0, i, "a");
            try {
                end(Batches.abort(5, 7, 0));
            } catch (StorageFullException e) {
                return i;
            }
        }
        throw new AssertionError("expected a write of the index, found none");
    }
}
