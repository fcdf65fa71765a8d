package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.DamagedRange;
import io.tailrace.storage.OffsetOutOfRangeException;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.StorageFullException;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.epoch.EpochEnd;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.producer.ProducerStateView;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import io.tailrace.storage.recovery.SyncPoint;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.TimestampedOffset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The log of one partition: batches with ascending offsets, in segments.
 *
 * <pre>
 *   logStartOffset            durableOffset       endOffset
 *        |  sealed | sealed | active  |   not synced  |
 *        v         v        v         v               v
 *   -----[=========|========|=========:===============)--------
 * </pre>
 *
 * <p>An append checks batches, stamps offsets and epoch into the caller's buffer, and writes it as it is, once. A read returns
 * the bytes as they lie. {@link #visibleOffset} is what consumers of a log without replicas may see: all of it, or the
 * durable part where the promise is {@link Durability#FSYNC}.
 *
 * <p><b>Threads:</b> any. Appends and rolls take the lock of the partition and do page-cache writes inside, never a
 * wait for the device; reads take no lock. {@link LogListener} and futures are called without the lock.
 */
public final class PartitionLog {

    private final String topic;
    private final int partition;
    private volatile UUID topicId;
    private final Clock clock;
    private final DirectoryHealth health;
    private final LogState state;
    private final LogSync sync;
    private final LogDamage damage;
    private final LogReader reader;
    private final RepairingReads reads;
    private final SegmentRoller roller;
    private final StableOffsets stable;
    private final LogAppender appender;
    private final LogTruncation truncation;
    private final LogEnding ending;
    private final EpochConfirmation epochConfirmation;
    private volatile LogListener listener = log -> {};

    PartitionLog(
            String topic,
            int partition,
            UUID topicId,
            Clock clock,
            DirectoryHealth health,
            LogState state,
            LogSync sync,
            StorageObserver observer) {
        this.topic = topic;
        this.partition = partition;
        this.topicId = topicId;
        this.clock = clock;
        this.health = health;
        this.state = state;
        this.sync = sync;
        this.damage = new LogDamage(state, observer);
        this.reader = new LogReader(state, damage);
        this.reads = new RepairingReads(state, health);
        this.roller = new SegmentRoller(state, clock.wallMs());
        this.stable = new StableOffsets(state, sync);
        this.truncation = new LogTruncation(state, sync, stable, clock);
        this.epochConfirmation = new EpochConfirmation(state);
        this.ending = new LogEnding(state, sync, health);
        this.appender = new LogAppender(state, sync, roller, stable, health, clock);
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    /** The topic's id; zero if the directory does not say. */
    public UUID topicId() {
        return topicId;
    }

    void identify(UUID id) {
        topicId = id;
    }

    public Path directory() {
        return state.directory;
    }

    /** Whether its data directory is offline: then nothing can be read or written. */
    public boolean isOffline() {
        return health.isOffline();
    }

    /** Completes with the cause when its data directory goes offline. */
    public CompletableFuture<Throwable> whenOffline() {
        return health.whenOffline();
    }

    public LogConfig config() {
        return state.config;
    }

    /** New settings; segments keep the size they have. */
    public void updateConfig(LogConfig config) {
        boolean toFsync;
        synchronized (state.lock) {
            toFsync = config.durability() == Durability.FSYNC && state.config.durability() != Durability.FSYNC;
            state.config = config;
        }
        if (toFsync) {
            sync.request();
        }
    }

    /** Who hears of progress from now on; one at a time. */
    public void listener(LogListener newListener) {
        this.listener = newListener;
    }

    /**
     * Appends the batches between the buffer's reader and writer index. They are stamped in place: base offset, leader epoch,
     * and the time where {@code message.timestamp.type} is LogAppendTime. The buffer stays the caller's, its indices stay.
     *
     * @param leaderEpoch the epoch of this leader, or -1 without replication; ignored for {@link AppendOrigin#REPLICATION}
     * @throws AppendRejectedException if the batches may not be appended; nothing was
     * @throws StorageFullException if there is no room; nothing was appended
     * @throws io.tailrace.storage.StorageOfflineException if the log is closed or its directory offline; whether the
     *     batches are in the log then is unknown
     */
    public AppendResult append(ByteBuf batches, int leaderEpoch, AppendOrigin origin) {
        return append(batches, leaderEpoch, origin, TransactionClaim.NONE);
    }

    /** As {@link #append(ByteBuf, int, AppendOrigin)}, in a transaction. */
    public AppendResult append(ByteBuf batches, int leaderEpoch, AppendOrigin origin, TransactionClaim claim) {
        health.check();
        LogConfig config = state.config;
        new BatchValidator(state.name, origin, config, clock.wallMs()).validate(batches);
        AppendResult result;
        synchronized (state.lock) {
            result = appender.append(batches, leaderEpoch, origin, claim, config);
        }
        if (config.durability() == Durability.OS && !result.duplicate()) {
            listener.visibleOffsetAdvanced(this);
        }
        return result;
    }

    /**
     * Reads whole batches as they lie, beginning with the one that holds {@code startOffset}.
     *
     * @param maxBytes most that is returned, but for {@code atLeastOneBatch}
     * @param upToOffset only batches that end before it
     * @param atLeastOneBatch whether a first batch larger than {@code maxBytes} is returned nevertheless
     * @throws OffsetOutOfRangeException if the offset is before the start or after the end of the log
     * @throws CorruptLogException if what lies there is no batch
     * @throws StorageException if the disk cannot read it
     */
    public ReadResult read(long startOffset, int maxBytes, long upToOffset, boolean atLeastOneBatch) {
        return reads.run(() -> reader.read(startOffset, maxBytes, upToOffset, atLeastOneBatch));
    }

    /**
     * Reads as {@link #read} does, but no further than the last stable offset, and with the transactions whose records the
     * reader must leave out.
     */
    public CommittedRead readCommitted(long startOffset, int maxBytes, long upToOffset, boolean atLeastOneBatch) {
        long stableOffset = lastStableOffset();
        return reads.run(() -> reader.readCommitted(
                startOffset, maxBytes, Math.min(upToOffset, stableOffset), stableOffset, atLeastOneBatch));
    }

    /** The aborted transactions with records between two offsets, the second exclusive, in the order of their markers. */
    public List<AbortedTransaction> abortedTransactions(long fromOffset, long toOffset) {
        return reads.run(() -> LogReader.abortedTransactions(state.segments, fromOffset, toOffset));
    }

    /** The first record whose timestamp is {@code timestampMs} or later, or null. */
    public @Nullable TimestampedOffset offsetForTimestamp(long timestampMs) {
        return reads.run(() -> reader.find(timestampMs));
    }

    /** The first of the records with the greatest timestamp, or null if no record has one. */
    public @Nullable TimestampedOffset offsetOfMaxTimestamp() {
        return reads.run(reader::findMaxTimestamp);
    }

    /** What of the log was found to be damaged since it was opened, and is still part of it. */
    public List<DamagedRange> damagedRanges() {
        return damage.ranges();
    }

    public long logStartOffset() {
        return state.logStartOffset;
    }

    /** The offset that the next record gets. */
    public long endOffset() {
        return state.endOffset;
    }

    /** All offsets below are on stable storage. */
    public long durableOffset() {
        return sync.durableOffset();
    }

    /** What a start can go on from, or null if it is not known exactly. */
    @Nullable
    SyncPoint syncPoint() {
        return sync.point();
    }

    /** Has the log synced in the background if its settings or its idleness say so. */
    void flushIfDue() {
        sync.flushIfOlder(clock.wallMs(), state.config.flush().ms());
    }

    void flushIfIdle() {
        sync.flushIfIdle();
    }

    /** Has what is on the device held against its checksums when it is next read. */
    void forgetVerified() {
        state.segments.all().forEach(Segment::forgetVerified);
    }

    /** Leaves a snapshot of the producers for a start to go on from, if it lacks one. */
    void takeSnapshot() throws IOException {
        sync.takeSnapshot();
    }

    /** Where a start after an unclean end would begin to read. */
    long recoveryPoint() {
        return sync.recoveryPoint();
    }

    /** All offsets below may be shown to consumers of a log that has no replicas. */
    public long visibleOffset() {
        return stable.visibleOffset();
    }

    /** The end of what consumers may read: {@link #visibleOffset} unless {@link #updateHighWatermark} has said otherwise. */
    public long highWatermark() {
        return stable.highWatermark();
    }

    /** Takes over what the owner of a replicated log found: all offsets below are on every replica in sync. Does not go back. */
    public void updateHighWatermark(long highWatermark) {
        stable.replicatedTo(highWatermark);
    }

    /** The end of what readers of committed records may read: below it and the high watermark, all transactions are decided. */
    public long lastStableOffset() {
        return stable.lastStableOffset();
    }

    /** The first offset of a transaction that is open, or {@link Long#MAX_VALUE}. */
    public long firstOpenTransactionOffset() {
        synchronized (state.lock) {
            return state.producers.firstOpenOffset();
        }
    }

    /**
     * Completes when all offsets below {@code nextOffset} are on stable storage; it starts a sync if need be. Fails with {@link
     * io.tailrace.storage.StorageOfflineException}.
     */
    public CompletableFuture<Void> whenDurable(long nextOffset) {
        return sync.whenDurable(nextOffset);
    }

    /** Completes when all offsets below {@code nextOffset} are as safe as this log promises: what an acknowledgement waits for. */
    public CompletableFuture<Void> whenVisible(long nextOffset) {
        return state.config.durability() == Durability.FSYNC
                ? sync.whenDurable(nextOffset)
                : CompletableFuture.completedFuture(null);
    }

    /** Has what was appended made durable in the next round of syncs. */
    void requestSync() {
        sync.request();
    }

    void durableOffsetAdvanced() {
        if (state.config.durability() == Durability.FSYNC) {
            listener.visibleOffsetAdvanced(this);
        }
    }

    /**
     * Makes records before an offset unreadable for good; their segments go in time.
     *
     * @return completes with the start of the log when that survives a power failure, which is when readers see it
     * @throws OffsetOutOfRangeException if the offset is beyond {@link #highWatermark}
     */
    public CompletableFuture<Long> deleteRecordsBefore(long offset) {
        return state.start.moveTo(offset, stable::highWatermark);
    }

    /**
     * Moves the start of the log to where the leader's is, at once. A power failure may undo it, until the next checkpoint; the
     * leader then says it again.
     *
     * @throws OffsetOutOfRangeException if the offset is beyond {@link #highWatermark}
     */
    public void advanceLogStartOffset(long newStart) {
        state.start.follow(newStart, stable::highWatermark);
    }

    /** The start of the log that the checkpoint is to know. */
    long promisedLogStartOffset() {
        return state.start.promised();
    }

    /**
     * Cuts the end of the log: a replica gives way to its leader. The owner appends nothing meanwhile. Blocks for the device.
     *
     * @return the new end: {@code offset}, or before it if that is within a batch; the old end if that is not later
     * @throws io.tailrace.storage.StorageOfflineException if the disk fails, which takes the directory offline
     */
    public long truncateTo(long offset) {
        return cutting(() -> truncation.truncateTo(offset));
    }

    /** Drops everything: the log is empty and begins at {@code offset}. As {@link #truncateTo} else. */
    public void truncateFullyAndStartAt(long offset) {
        long unused = cutting(() -> truncation.beginAt(offset));
    }

    private long cutting(LogSync.Cut cut) {
        health.check();
        try {
            return cut.run();
        } catch (IOException e) {
            health.fail("cutting " + state.name, e);
            throw health.exception();
        }
    }

    /**
     * The last leader epoch, or -1.
     *
     * @throws StorageException if the disk cannot read what confirms the epochs, when they are first asked for
     */
    public int latestLeaderEpoch() {
        confirmEpochs();
        synchronized (state.lock) {
            return state.epochs.latest();
        }
    }

    /** The leader epoch of the offset at which the log starts, or -1 if that is not known. */
    public int startLeaderEpoch() {
        synchronized (state.lock) {
            return state.epochs.at(state.logStartOffset);
        }
    }

    /** Begins an epoch at the end of the log, unless it or a later one has begun. */
    public void assignLeaderEpoch(int epoch) {
        synchronized (state.lock) {
            state.ensureOpen();
            if (state.epochs.assign(epoch, state.endOffset)) {
                sync.request();
            }
        }
    }

    /** Where an epoch ends in this log (OffsetForLeaderEpoch). */
    public EpochEnd endOffsetForEpoch(int epoch) {
        confirmEpochs();
        synchronized (state.lock) {
            return state.epochs.endOf(epoch, state.endOffset);
        }
    }

    private void confirmEpochs() {
        boolean readable = !state.closed && !health.isOffline();
        if (!epochConfirmation.isConfirmed() && readable && reads.run(epochConfirmation::run)) {
            sync.request();
        }
    }

    /**
     * Begins to ask the transaction coordinator whether a producer's transaction includes this partition (KIP-890).
     *
     * @param sequence of the batch that is to be appended
     * @param epochBumps whether each transaction has an epoch of its own ({@code transaction.version} 2)
     * @return what the append then shows in its {@link TransactionClaim}; null if there is nothing to ask, because the
     *     transaction is open here
     * @throws AppendRejectedException if the epoch is fenced
     */
    public @Nullable VerificationGuard beginVerification(
            long producerId, short producerEpoch, int sequence, boolean epochBumps) {
        synchronized (state.lock) {
            state.ensureOpen();
            return state.producers.beginVerification(producerId, producerEpoch, sequence, epochBumps, clock.wallMs());
        }
    }

    /** Whether a transaction of that producer and epoch is open in this log. */
    public boolean hasOpenTransaction(long producerId, short producerEpoch) {
        synchronized (state.lock) {
            return state.producers.hasOpenTransaction(producerId, producerEpoch);
        }
    }

    public List<ProducerStateView> activeProducers() {
        synchronized (state.lock) {
            return state.producers.views();
        }
    }

    public long sizeInBytes() {
        return state.segments.sizeBytes();
    }

    public int segmentCount() {
        return state.segments.all().size();
    }

    void expireProducers(long expirationMs) {
        synchronized (state.lock) {
            state.producers.removeExpired(clock.wallMs(), expirationMs);
        }
    }

    LogState state() {
        return state;
    }

    /** Called under the partition's lock. */
    void roll(long nowMs) throws IOException {
        roller.roll(nowMs);
        sync.request();
    }

    /** Syncs everything, writes the producers' snapshot and closes the files. */
    void close() throws IOException {
        ending.close();
    }

    /** Closes the files and nothing else. */
    void abandon() throws IOException {
        ending.abandon();
    }

    @Override
    public String toString() {
        return "PartitionLog(" + state.name + ", " + logStartOffset() + ".." + endOffset() + ")";
    }
}
