package io.tailrace.storage.log;

import io.tailrace.storage.LogTruncatedException;
import io.tailrace.storage.StorageOfflineException;
import io.tailrace.storage.disk.DiskFile;
import io.tailrace.storage.durability.GroupCommit;
import io.tailrace.storage.epoch.LeaderEpochs;
import io.tailrace.storage.file.CheckpointFile;
import io.tailrace.storage.file.PartitionMetadataFile;
import io.tailrace.storage.recovery.ProducerSnapshots;
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

    private record Work(
            long target,
            List<Segment> segments,
            List<Segment> sealed,
            boolean directory,
            @Nullable List<String> epochLines) {}

    private final LogState state;
    private final GroupCommit commit;
    private final Runnable onDurable;
    private final Object syncing = new Object();
    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::nextOffset));
    private volatile long durableOffset;
    private boolean created;

    /** @param created whether the directory is new, so that its own entry must be synced too */
    LogSync(LogState state, GroupCommit commit, boolean created, Runnable onDurable) {
        this.state = state;
        this.commit = commit;
        this.created = created;
        this.onDurable = onDurable;
        this.durableOffset = created ? -1 : state.endOffset;
        if (created) {
            state.directoryChanged = true;
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
            long synced = durableOffset();
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

    private @Nullable Work begin() {
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
                    epochs ? state.epochs.lines() : null);
            state.directoryChanged = false;
            state.epochs.clearChanged();
            return work;
        }
    }

    private void perform(Work work) throws IOException {
        if (work.epochLines != null) {
            new CheckpointFile(state.disk, state.directory.resolve(LeaderEpochs.FILE_NAME)).write(work.epochLines);
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
        if (work.directory) {
            state.disk.syncDirectory(state.directory);
        }
    }

    private boolean isGone(Segment segment) {
        return !state.segments.all().contains(segment);
    }

    private List<CompletableFuture<Void>> finish(Work work) {
        List<CompletableFuture<Void>> reached = new ArrayList<>();
        synchronized (state.lock) {
            durableOffset = work.target;
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
