package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.TimestampType;
import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.StorageFullException;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.producer.DuplicateBatch;
import io.tailrace.storage.producer.TransactionClaim;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends to one log: checks producers, stamps, rolls, writes once. What follows the write (producers, transactions, the
 * end of the log) is in memory and cannot fail; what a failed write left is taken back.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
final class LogAppender {

    private final LogState state;
    private final LogSync sync;
    private final SegmentRoller roller;
    private final StableOffsets stable;
    private final DirectoryHealth health;
    private final Clock clock;

    LogAppender(
            LogState state,
            LogSync sync,
            SegmentRoller roller,
            StableOffsets stable,
            DirectoryHealth health,
            Clock clock) {
        this.state = state;
        this.sync = sync;
        this.roller = roller;
        this.stable = stable;
        this.health = health;
        this.clock = clock;
    }

    AppendResult append(
            ByteBuf batches, int leaderEpoch, AppendOrigin origin, TransactionClaim claim, LogConfig config) {
        state.ensureOpen();
        DuplicateBatch duplicate = checkProducers(batches, origin, claim);
        return duplicate != null ? duplicateResult(duplicate, config) : write(batches, leaderEpoch, origin, config);
    }

    private AppendResult duplicateResult(DuplicateBatch duplicate, LogConfig config) {
        long time = config.appends().timestampType() == TimestampType.LOG_APPEND_TIME
                ? duplicate.timestampMs()
                : RecordBatch.NO_TIMESTAMP;
        return new AppendResult(duplicate.baseOffset(), duplicate.lastOffset(), time, state.logStartOffset, true);
    }

    private @Nullable DuplicateBatch checkProducers(ByteBuf batches, AppendOrigin origin, TransactionClaim claim) {
        for (RecordBatch batch : RecordBatches.of(batches)) {
            if (!batch.hasProducerId() || origin == AppendOrigin.REPLICATION) {
                continue;
            }
            if (batch.isControl()) {
                state.producers.checkMarker(batch, claim);
            } else {
                DuplicateBatch duplicate = state.producers.check(batch, claim, origin == AppendOrigin.CLIENT);
                if (duplicate != null) {
                    return duplicate; // a client sends one batch
                }
            }
        }
        return null;
    }

    private AppendResult write(ByteBuf batches, int leaderEpoch, AppendOrigin origin, LogConfig config) {
        long nowMs = clock.wallMs();
        long baseOffset = origin == AppendOrigin.REPLICATION ? checkReplicated(batches) : state.endOffset;
        long nextOffset = stamp(batches, baseOffset, leaderEpoch, origin, config, nowMs);
        boolean epochBegins = beginEpochs(batches, baseOffset, leaderEpoch, origin);
        List<AbortedTransaction> aborted = state.producers.abortedBy(RecordBatches.of(batches));
        try {
            boolean rolled = roller.rollIfNeeded(batches, nextOffset - 1, nowMs);
            state.segments.active().append(batches, aborted, config.segments().indexIntervalBytes());
            for (RecordBatch batch : RecordBatches.of(batches)) {
                AbortedTransaction unused = state.producers.update(batch, nowMs); // in the index already
            }
            stable.transactionsChanged();
            state.endOffset = nextOffset;
            boolean many = nextOffset - sync.durableOffset() >= config.flush().messages();
            if (rolled || epochBegins || many || config.durability() == Durability.FSYNC) {
                sync.request();
            }
        } catch (IOException e) {
            throw writeFailed(e);
        }
        long appendTime =
                config.appends().timestampType() == TimestampType.LOG_APPEND_TIME ? nowMs : RecordBatch.NO_TIMESTAMP;
        return new AppendResult(baseOffset, nextOffset - 1, appendTime, state.logStartOffset, false);
    }

    private long checkReplicated(ByteBuf batches) {
        long expected = state.endOffset;
        long first = -1;
        for (RecordBatch batch : RecordBatches.of(batches)) {
            if (batch.baseOffset() < expected) {
                throw new AppendRejectedException(
                        AppendError.OFFSET_MISMATCH,
                        state.name + ": expected a replicated batch at offset " + expected + " or later, found "
                                + batch.baseOffset());
            }
            first = first < 0 ? batch.baseOffset() : first;
            expected = batch.nextOffset();
        }
        if (expected - state.endOffset > Integer.MAX_VALUE) { // even a new segment could not index it
            throw new AppendRejectedException(
                    AppendError.OFFSET_MISMATCH,
                    state.name + ": expected replicated batches within " + Integer.MAX_VALUE + " of offset "
                            + state.endOffset + ", found " + (expected - 1));
        }
        return first;
    }

    private static long stamp(
            ByteBuf batches, long baseOffset, int leaderEpoch, AppendOrigin origin, LogConfig config, long nowMs) {
        long next = baseOffset;
        for (RecordBatch batch : RecordBatches.of(batches)) {
            if (origin == AppendOrigin.REPLICATION) {
                next = batch.nextOffset();
                continue;
            }
            batch.setBaseOffset(next);
            batch.setPartitionLeaderEpoch(leaderEpoch);
            if (config.appends().timestampType() == TimestampType.LOG_APPEND_TIME) {
                batch.setMaxTimestamp(TimestampType.LOG_APPEND_TIME, nowMs);
            }
            next += batch.recordCount();
        }
        return next;
    }

    private boolean beginEpochs(ByteBuf batches, long baseOffset, int leaderEpoch, AppendOrigin origin) {
        if (origin != AppendOrigin.REPLICATION) {
            return state.epochs.assign(leaderEpoch, baseOffset);
        }
        boolean begins = false;
        for (RecordBatch batch : RecordBatches.of(batches)) {
            begins |= state.epochs.assign(batch.partitionLeaderEpoch(), batch.baseOffset());
        }
        return begins;
    }

    private StorageException writeFailed(IOException failure) {
        boolean undone = failure.getSuppressed().length == 0;
        if (failure instanceof DiskFullException && undone) {
            return new StorageFullException(state.name + ": " + failure.getMessage(), failure);
        }
        health.fail("a write to " + state.name, failure);
        return health.exception();
    }
}
