package io.tailrace.broker.partition;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.storage.StorageOfflineException;
import io.tailrace.storage.epoch.EpochEnd;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.AppendResult;
import io.tailrace.storage.log.CommittedRead;
import io.tailrace.storage.log.LogConfig;
import io.tailrace.storage.log.PartitionLog;
import io.tailrace.storage.log.ReadResult;
import io.tailrace.storage.segment.TimestampedOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One partition that this broker leads, in front of its log.
 *
 * <p>The log is opened on the first append, not before: a topic of fifty partitions that nobody has written to costs no file. Until
 * then the partition answers as an empty log does. What consumers see ends at the log's visible offset, which with
 * one copy is the high watermark: the durable offset under {@code durability=fsync}, the log end under {@code os}.
 *
 * <p>Life cycle: online from creation; {@link #close} takes it off for good (topic deleted, broker stopped), after which every
 * operation ends in {@link ErrorCode#UNKNOWN_TOPIC_OR_PARTITION}.
 *
 * <p><b>Threads:</b> any. The log is a monitor of its own; opening it is guarded by this object's lock. Waiters are woken outside of both.
 */
public final class Partition {

    private final String topic;
    private final UUID topicId;
    private final int index;
    private final Function<LogConfig, PartitionLog> opener;
    private final PartitionWatchers watchers = new PartitionWatchers();
    private final AtomicLong appendedBytes = new AtomicLong();

    private volatile LogConfig config;
    private volatile int leaderEpoch;
    private volatile @Nullable PartitionLog log;
    private volatile boolean closed;
    private volatile @Nullable StorageOfflineException unavailable;

    /**
     * @param opener opens or creates the log, with the configuration it is given
     * @param existing the log, if the directory has one already
     */
    public Partition(
            String topic,
            UUID topicId,
            int index,
            int leaderEpoch,
            LogConfig config,
            Function<LogConfig, PartitionLog> opener,
            @Nullable PartitionLog existing) {
        this.topic = topic;
        this.topicId = topicId;
        this.index = index;
        this.leaderEpoch = leaderEpoch;
        this.config = config;
        this.opener = opener;
        if (existing != null) {
            existing.updateConfig(config);
            attach(existing);
        }
    }

    public String topic() {
        return topic;
    }

    public UUID topicId() {
        return topicId;
    }

    public int index() {
        return index;
    }

    public int leaderEpoch() {
        return leaderEpoch;
    }

    public LogConfig config() {
        return config;
    }

    /** First offset that can be read. */
    public long logStartOffset() {
        PartitionLog opened = log;
        return opened == null ? 0 : opened.logStartOffset();
    }

    /** One past the last offset that consumers see. */
    public long highWatermark() {
        PartitionLog opened = log;
        return opened == null ? 0 : opened.highWatermark();
    }

    /** One past the last offset that consumers of committed records see. */
    public long lastStableOffset() {
        PartitionLog opened = log;
        return opened == null ? 0 : opened.lastStableOffset();
    }

    /** One past the last offset. */
    public long endOffset() {
        PartitionLog opened = log;
        return opened == null ? 0 : opened.endOffset();
    }

    public long sizeInBytes() {
        PartitionLog opened = log;
        return opened == null ? 0 : opened.sizeInBytes();
    }

    /** Bytes appended since this object exists: differences tell a waiting fetch how much has come. */
    public long appendedBytes() {
        return appendedBytes.get();
    }

    /**
     * Checks the leader epoch that a client has in mind against the current one (KIP-320).
     *
     * @param epoch -1 for no check
     */
    public void checkLeaderEpoch(int epoch) {
        int current = leaderEpoch;
        if (epoch == -1 || epoch == current) {
            return;
        }
        throw new PartitionException(
                epoch < current ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH,
                "expected leader epoch " + current + " of " + this + ", actual " + epoch);
    }

    /**
     * Appends a batch; offsets and epoch are stamped into the buffer, which stays the caller's.
     *
     * @throws RuntimeException one that {@link StorageErrors} knows
     */
    public AppendResult append(ByteBuf records, AppendOrigin origin) {
        AppendResult result = openLog().append(records, leaderEpoch, origin);
        if (!result.duplicate()) {
            appendedBytes.addAndGet(records.readableBytes());
        }
        return result;
    }

    /** Completes when everything below {@code nextOffset} may be acknowledged; fails if the log directory went offline. */
    public CompletableFuture<Void> whenVisible(long nextOffset) {
        PartitionLog opened = log;
        return opened == null ? CompletableFuture.completedFuture(null) : opened.whenVisible(nextOffset);
    }

    /** Completes when everything below {@code nextOffset} is on stable storage. */
    public CompletableFuture<Void> whenDurable(long nextOffset) {
        PartitionLog opened = log;
        return opened == null ? CompletableFuture.completedFuture(null) : opened.whenDurable(nextOffset);
    }

    /**
     * Reads whole batches below {@code upToOffset}.
     *
     * @return null if there is nothing at {@code offset} yet; else a result whose buffer the caller owns
     * @throws RuntimeException one that {@link StorageErrors} knows
     */
    public @Nullable ReadResult read(long offset, int maxBytes, long upToOffset, boolean atLeastOneBatch) {
        PartitionLog opened = online();
        if (opened == null) {
            if (offset != 0) {
                throw outOfRange(offset, 0);
            }
            return null;
        }
        return opened.read(offset, maxBytes, upToOffset, atLeastOneBatch);
    }

    /**
     * Reads whole batches below the last stable offset, and what was aborted among them.
     *
     * @return null if there is nothing at {@code offset} yet; else a result whose buffer the caller owns
     * @throws RuntimeException one that {@link StorageErrors} knows
     */
    public @Nullable CommittedRead readCommitted(long offset, int maxBytes, boolean atLeastOneBatch) {
        PartitionLog opened = online();
        if (opened == null) {
            if (offset != 0) {
                throw outOfRange(offset, 0);
            }
            return null;
        }
        return opened.readCommitted(offset, maxBytes, Long.MAX_VALUE, atLeastOneBatch);
    }

    /** The first visible record with at least this timestamp. */
    public @Nullable TimestampedOffset offsetForTimestamp(long timestampMs) {
        PartitionLog opened = online();
        return opened == null ? null : opened.offsetForTimestamp(timestampMs);
    }

    /** The record with the greatest timestamp. */
    public @Nullable TimestampedOffset offsetOfMaxTimestamp() {
        PartitionLog opened = online();
        return opened == null ? null : opened.offsetOfMaxTimestamp();
    }

    /** The epoch of the offset at which the log starts; without records the one that is to come there. */
    public int startLeaderEpoch() {
        PartitionLog opened = online();
        int known = opened == null ? -1 : opened.startLeaderEpoch();
        return known == -1 ? leaderEpoch : known;
    }

    /** The end of an epoch in this log; (-1, -1) if unknown. */
    public EpochEnd endOffsetForEpoch(int epoch) {
        if (epoch == leaderEpoch) {
            return new EpochEnd(epoch, endOffset());
        }
        PartitionLog opened = online();
        return opened == null ? new EpochEnd(-1, -1) : opened.endOffsetForEpoch(epoch);
    }

    /**
     * Makes everything below an offset unreadable; -1 stands for the high watermark.
     *
     * @return completes with the start offset when nothing can undo that
     */
    public CompletableFuture<Long> deleteRecordsBefore(long offset) {
        long target = offset == -1 ? highWatermark() : offset;
        if (target < 0 || target > highWatermark()) {
            throw outOfRange(target, highWatermark());
        }
        PartitionLog opened = online();
        return opened == null
                ? CompletableFuture.completedFuture(logStartOffset())
                : opened.deleteRecordsBefore(target);
    }

    /** Begins a leader epoch: what is appended from now on belongs to it. */
    public void lead(int epoch) {
        leaderEpoch = epoch;
    }

    /** Takes over changed topic configuration. */
    public void updateConfig(LogConfig changed) {
        synchronized (this) {
            config = changed;
            if (log != null) {
                log.updateConfig(changed);
            }
        }
    }

    /** Wakes {@code waiter} whenever more becomes visible, until it is removed. It runs on the thread that advanced the log: it hands over and returns. */
    public void watch(Runnable waiter) {
        watchers.add(waiter);
    }

    public void unwatch(Runnable waiter) {
        watchers.remove(waiter);
    }

    /** Answers with an error from now on: its log may be where nobody can look for it, so it must not be made anew. */
    public void markUnavailable(StorageOfflineException cause) {
        unavailable = cause;
    }

    /** Whether its data directory is offline, or may be. */
    public boolean isOffline() {
        PartitionLog opened = log;
        return unavailable != null || (opened != null && opened.isOffline());
    }

    /** Takes the partition off: later operations fail, waiters are woken. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watchers.wake();
    }

    @Override
    public String toString() {
        return topic + "-" + index;
    }

    private @Nullable PartitionLog online() {
        if (closed) {
            throw gone();
        }
        StorageOfflineException failure = unavailable;
        if (failure != null) {
            throw failure;
        }
        return log;
    }

    private PartitionLog openLog() {
        PartitionLog opened = online();
        if (opened != null) {
            return opened;
        }
        synchronized (this) {
            if (closed) {
                throw gone();
            }
            if (log == null) {
                attach(opener.apply(config));
            }
            return log;
        }
    }

    private void attach(PartitionLog opened) {
        opened.listener(advanced -> watchers.wake());
        log = opened;
    }

    private PartitionException gone() {
        return new PartitionException(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, this + " has been deleted");
    }

    private PartitionException outOfRange(long offset, long end) {
        return new PartitionException(
                ErrorCode.OFFSET_OUT_OF_RANGE,
                "expected an offset of " + logStartOffset() + " to " + end + " in " + this + ", actual " + offset);
    }
}
