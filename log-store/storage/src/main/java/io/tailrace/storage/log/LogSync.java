package io.tailrace.storage.log;

import io.tailrace.storage.LogTruncatedException;
import io.tailrace.storage.StorageOfflineException;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.disk.DiskFullException;
import io.tailrace.storage.durability.GroupCommit;
import io.tailrace.storage.epoch.LeaderEpochs;
import io.tailrace.storage.file.CheckpointFile;
import io.tailrace.storage.file.PartitionMetadataFile;
import io.tailrace.storage.recovery.ProducerSnapshots;
import io.tailrace.storage.recovery.SyncPoint;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The durable offset of one log, and those who wait for it.
 *
 * <p>A sync forces the epochs, the segments in ascending order with the producers' snapshot at the begin of each new one and
 * the indexes of those that were sealed, and the directory's entries, and only then moves the durable offset: so a rolled segment is durable before its successor counts, and
 * below the durable offset a segment never lacks its snapshot.
 *
 * <p><b>Threads:</b> {@code syncing} lets one sync run at a time and is held across the device's work; the partition's lock is
 * taken inside it for moments. Waiters are guarded by the partition's lock and completed without it.
 */
final class LogSync implements GroupCommit.Member {

    private record Waiter(long nextOffset, CompletableFuture<Void> future) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Work(
            long target,
            List<Segment> segments,
            List<Segment> sealed,
            boolean directory,
            @Nullable List<String> epochLines,
            @Nullable SyncPoint point,
            byte @Nullable [] snapshot) {}

    private final LogState state;
    private final GroupCommit commit;
    private final Runnable onDurable;
    private final Object syncing = new Object();
    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::nextOffset));
    private volatile long durableOffset;
    private boolean created;
    /** What the last sync has reached; null if more than an offset would have to be known. */
    private @Nullable SyncPoint point;
    /** Where the newest snapshot of the producers is, or -1; written with {@code syncing} held. */
    private long snapshotOffset;
    /** The checkpoint could not take a snapshot, because more had been appended already. */
    private boolean snapshotWanted;

    private long unsyncedSinceMs = -1;
    private long unsyncedFrom;
    private long lastSeenEnd = -1;
    /** An epoch could not be written for want of room: a start has to find it in the batches. */
    private boolean epochsMissing;

    /** @param created whether the directory is new, so that its own entry must be synced too */
    LogSync(LogState state, GroupCommit commit, boolean created, long snapshotOffset, Runnable onDurable)
            throws IOException {
        this.state = state;
        this.commit = commit;
        this.created = created;
        this.onDurable = onDurable;
        this.durableOffset = created ? -1 : state.endOffset;
        this.snapshotOffset = snapshotOffset;
        if (created) {
            state.directoryChanged = true;
        } else {
            point = here();
        }
    }

    /** The end of the log as a sync point, if a start could go on from it. Called under the lock of the partition. */
    private @Nullable SyncPoint here() throws IOException {
        Segment active = state.segments.active();
        if (active.transactions().count() > 0) {
            return null; // not known to be on disk, and without them the segment must be read
        }
        return new SyncPoint(state.endOffset, active.baseOffset(), active.sizeBytes(), !state.producers.isEmpty());
    }

    /** What a start may go on from; null if it has to find out. */
    @Nullable
    SyncPoint point() {
        synchronized (state.lock) {
            return point;
        }
    }

    /**
     * Has a snapshot of the producers beside {@link #point}, at once if nothing was appended since, else with the next sync. Without
     * one, a start reads what was written since the last, which is right but slower; so it needs no sync of its own.
     */
    void takeSnapshot() throws IOException {
        synchronized (syncing) {
            long offset;
            byte[] snapshot;
            synchronized (state.lock) {
                if (point == null || state.closed || !point.producers() || snapshotOffset == point.offset()) {
                    return;
                }
                offset = point.offset();
                if (state.endOffset != offset) {
                    snapshotWanted = true;
                    return;
                }
                snapshot = state.producers.snapshot();
            }
            try {
                replaceSnapshot(offset, snapshot);
            } catch (IOException e) {
                if (!state.closed) { // otherwise deleted meanwhile
                    throw e;
                }
            }
        }
    }

    /** Requests a sync if something has been waiting for one for {@code maxAgeMs}, as far as calls of this method tell. */
    void flushIfOlder(long nowMs, long maxAgeMs) {
        boolean due;
        synchronized (state.lock) {
            if (durableOffset >= state.endOffset) {
                unsyncedSinceMs = -1;
                return;
            }
            if (unsyncedSinceMs < 0 || unsyncedFrom != durableOffset) {
                unsyncedSinceMs = nowMs;
                unsyncedFrom = durableOffset;
            }
            due = nowMs - unsyncedSinceMs >= maxAgeMs;
        }
        if (due) {
            request();
        }
    }

    /** Requests a sync if nothing was appended since the last call: then it is the last for a while, and a start is spared the reading. */
    void flushIfIdle() {
        boolean idle;
        synchronized (state.lock) {
            idle = durableOffset < state.endOffset && state.endOffset == lastSeenEnd;
            lastSeenEnd = state.endOffset;
        }
        if (idle) {
            request();
        }
    }

    /** Leaves behind what a start needs to know of the producers. Called when the log is closed. */
    void writeLastSnapshot() throws IOException {
        synchronized (syncing) {
            long end;
            byte[] snapshot;
            synchronized (state.lock) {
                end = state.endOffset;
                if (snapshotOffset == end || (point != null && state.producers.isEmpty())) {
                    return;
                }
                snapshot = state.producers.snapshot();
            }
            replaceSnapshot(end, snapshot);
        }
    }

    private void replaceSnapshot(long offset, byte[] snapshot) throws IOException {
        ProducerSnapshots snapshots = new ProducerSnapshots(state.disk, state.directory, state.name);
        try {
            snapshots.write(snapshot, offset);
        } catch (DiskFullException e) {
            return; // a start has more to read then
        }
        long former = snapshotOffset;
        snapshotOffset = offset;
        if (former >= 0 && former != offset && state.segments.holding(former).baseOffset() != former) {
            snapshots.delete(former);
        }
    }

    long durableOffset() {
        return Math.max(0, durableOffset);
    }

    /**
     * Where a start after an unclean end begins to read: all before is synced, indexes included, which may be later than the
     * batches.
     */
    long recoveryPoint() {
        synchronized (state.lock) {
            long synced = epochsMissing ? 0 : durableOffset();
            return state.sealed.isEmpty()
                    ? synced
                    : Math.min(synced, state.sealed.get(0).baseOffset());
        }
    }

    /** What cuts the end of the log, and returns the new one. */
    interface Cut {
        long run() throws IOException;
    }

    /**
     * Runs {@code cut} while no sync runs. Who waits for what is no longer there fails with a {@link LogTruncatedException}.
     */
    long betweenSyncs(Cut cut) throws IOException {
        List<Waiter> gone = new ArrayList<>();
        long end;
        synchronized (syncing) {
            end = cut.run();
            synchronized (state.lock) {
                for (Waiter waiter : waiters) {
                    if (waiter.nextOffset > end) {
                        gone.add(waiter);
                    }
                }
                waiters.removeAll(gone);
            }
        }
        LogTruncatedException cause = new LogTruncatedException(state.name + " was cut at offset " + end);
        gone.forEach(waiter -> waiter.future.completeExceptionally(cause));
        return end;
    }

    /** The log is about to be cut there: nothing from there on counts as synced. Called between syncs. */
    void lowerDurableOffset(long offset) {
        synchronized (state.lock) {
            durableOffset = Math.min(durableOffset, offset);
            point = null;
            snapshotWanted = false;
            snapshotOffset = snapshotOffset > offset ? -1 : snapshotOffset;
        }
    }

    /** The log is empty and begins there, durably. Called between syncs. */
    void beganAnew(long offset) {
        synchronized (state.lock) {
            durableOffset = offset;
        }
    }

    /** Has the log in the next round of syncs. */
    void request() {
        commit.request(this);
    }

    CompletableFuture<Void> whenDurable(long nextOffset) {
        CompletableFuture<Void> future;
        synchronized (state.lock) {
            if (nextOffset <= durableOffset) {
                return CompletableFuture.completedFuture(null);
            }
            if (state.closed) {
                return CompletableFuture.failedFuture(state.closedException());
            }
            future = new CompletableFuture<>();
            waiters.add(new Waiter(nextOffset, future));
        }
        request();
        return future;
    }

    @Override
    public void sync() throws IOException {
        List<CompletableFuture<Void>> reached;
        synchronized (syncing) {
            Work work = begin();
            if (work == null) {
                return;
            }
            try {
                perform(work);
            } catch (IOException e) {
                if (state.closed) {
                    return; // deleted meanwhile, files and all: not the disk's fault, and who waited has been told
                }
                throw e;
            }
            reached = finish(work);
        }
        reached.forEach(future -> future.complete(null));
        onDurable.run();
    }

    private @Nullable Work begin() throws IOException {
        synchronized (state.lock) {
            boolean epochs = state.epochs.isChanged();
            if (state.closed || (durableOffset == state.endOffset && !state.directoryChanged && !epochs)) {
                return null;
            }
            Work work = new Work(
                    state.endOffset,
                    List.copyOf(state.segments.from(durableOffset)),
                    List.copyOf(state.sealed),
                    state.directoryChanged,
                    epochs ? state.epochs.lines() : null,
                    here(),
                    snapshotWanted ? state.producers.snapshot() : null);
            snapshotWanted = false;
            state.directoryChanged = false;
            state.epochs.clearChanged();
            return work;
        }
    }

    private void perform(Work work) throws IOException {
        if (work.epochLines != null) {
            writeEpochs(work.epochLines);
        }
        if (created) {
            try (DiskFile metadata = state.disk.open(state.directory.resolve(PartitionMetadataFile.NAME))) {
                metadata.force();
            }
            state.disk.syncDirectory(Objects.requireNonNull(state.directory.getParent(), "parent"));
            created = false;
        }
        ProducerSnapshots snapshots = new ProducerSnapshots(state.disk, state.directory, state.name);
        for (Segment segment : work.segments) {
            if (segment.baseOffset() >= durableOffset) {
                snapshots.force(segment.baseOffset()); // of a segment that may be new since the last sync
            }
            segment.force();
        }
        for (Segment segment : work.sealed) {
            try {
                segment.forceIndexes();
            } catch (IOException e) {
                if (!isGone(segment)) {
                    throw e;
                }
            }
        }
        if (work.snapshot != null) {
            replaceSnapshot(work.target, work.snapshot);
        }
        if (work.directory) {
            state.disk.syncDirectory(state.directory);
        }
    }

    /** The file is derived from the batches, so data need not wait for room to write it. */
    private void writeEpochs(List<String> lines) throws IOException {
        boolean missing = false;
        try {
            new CheckpointFile(state.disk, state.directory.resolve(LeaderEpochs.FILE_NAME)).write(lines);
        } catch (DiskFullException e) {
            missing = true;
        }
        synchronized (state.lock) {
            epochsMissing = missing;
            if (missing) {
                state.epochs.markChanged();
            }
        }
    }

    private boolean isGone(Segment segment) {
        return !state.segments.all().contains(segment);
    }

    private List<CompletableFuture<Void>> finish(Work work) {
        List<CompletableFuture<Void>> reached = new ArrayList<>();
        synchronized (state.lock) {
            durableOffset = work.target;
            point = epochsMissing ? null : work.point;
            state.sealed.removeAll(work.sealed);
            for (Waiter next = waiters.peek();
                    next != null && next.nextOffset <= durableOffset;
                    next = waiters.peek()) {
                reached.add(waiters.remove().future);
            }
        }
        return reached;
    }

    @Override
    public void fail(StorageOfflineException cause) {
        List<Waiter> failed;
        synchronized (state.lock) {
            failed = new ArrayList<>(waiters);
            waiters.clear();
        }
        failed.forEach(waiter -> waiter.future.completeExceptionally(cause));
    }
}
