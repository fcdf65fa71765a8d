package io.tailrace.storage.log;

import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.recovery.ProducerReplay;
import io.tailrace.storage.recovery.ProducerSnapshots;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.Segments;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Cuts the end of a log: a replica gives way to what its leader has instead.
 *
 * <p>What was synced may be cut, and other records take its offsets. After a power failure the file may hold old and new bytes
 * side by side; so the recovery point goes back, durably, before anything is cut: a start then reads the cut segment
 * in full. Segments go newest first, so that what is left has no hole. Epochs, producers, transactions and indexes become what they
 * were at the new end.
 *
 * <p><b>Threads:</b> one at a time, with no append meanwhile; both are the owner's duty. No sync runs meanwhile. Readers
 * above the high watermark may see an error.
 */
final class LogTruncation {

    private final LogState state;
    private final LogSync sync;
    private final StableOffsets stable;
    private final Clock clock;

    LogTruncation(LogState state, LogSync sync, StableOffsets stable, Clock clock) {
        this.state = state;
        this.sync = sync;
        this.stable = stable;
        this.clock = clock;
    }

    /** Cuts all batches that reach {@code offset}. Returns the new end, which is before it if it was within a batch. */
    long truncateTo(long offset) throws IOException {
        synchronized (state.restructuring) {
            return sync.betweenSyncs(() -> truncate(offset));
        }
    }

    private long truncate(long offset) throws IOException {
        if (offset >= state.endOffset) {
            return state.endOffset;
        }
        if (offset < state.logStartOffset) {
            return beginAnew(offset);
        }
        // Before the offset if that is within a batch: what is appended from there on must not count as synced.
        long end = state.segments.holding(offset - 1).endIfCutAt(offset);
        sync.lowerDurableOffset(end);
        if (state.start.promised() > state.logStartOffset) {
            withdrawPromisedStart();
        }
        lowerCompactedOffset(end);
        state.checkpoints.writeRecoveryPoints();
        Segment active;
        synchronized (state.lock) {
            state.ensureOpen();
            active = cut(offset);
        }
        if (state.endOffset < state.logStartOffset) {
            return beginAnew(state.logStartOffset); // the batch that holds the start had to go
        }
        active.force(); // and so that a power failure brings back neither bytes nor files
        state.disk.syncDirectory(state.directory);
        return state.endOffset;
    }

    /** Drops everything: the log is empty and begins at {@code offset}. */
    long beginAt(long offset) throws IOException {
        synchronized (state.restructuring) {
            return sync.betweenSyncs(() -> beginAnew(offset));
        }
    }

    /** A new start that nobody has seen yet could be beyond the new end. */
    private void withdrawPromisedStart() throws IOException {
        synchronized (state.lock) {
            state.start.reset(state.logStartOffset);
        }
        state.checkpoints.writeLogStarts();
    }

    private Segment cut(long offset) throws IOException {
        Segment active = state.segments.holding(offset - 1);
        state.endOffset = offset;
        state.countCut();
        deleteSegmentsAfter(active.baseOffset());
        state.sealed.remove(active);
        long end = active.truncateFrom(offset);
        state.endOffset = end;
        sync.lowerDurableOffset(end);
        deriveAnew(end);
        return active;
    }

    private long beginAnew(long offset) throws IOException {
        sync.lowerDurableOffset(0);
        lowerCompactedOffset(0);
        synchronized (state.lock) {
            state.ensureOpen();
            state.start.reset(offset);
        }
        state.checkpoints.writeLogStarts();
        state.checkpoints.writeRecoveryPoints();
        synchronized (state.lock) {
            state.ensureOpen();
            state.endOffset = offset;
            state.logStartOffset = offset;
            state.countCut();
            Segment first = state.segments.first();
            deleteSegmentsAfter(first.baseOffset());
            first.delete();
            state.sealed.clear();
            state.segments = new Segments(List.of(Segment.create(state.disk, state.directory, offset)));
            deriveAnew(offset);
            state.epochs.truncateEnd(-1);
        }
        state.disk.syncDirectory(state.directory);
        sync.beganAnew(offset);
        return offset;
    }

    /** What is compacted counts as synced at a start; so that must go back first, too. */
    private void lowerCompactedOffset(long offset) throws IOException {
        if (state.compactedOffset > offset) {
            state.compactedOffset = offset;
            state.checkpoints.writeCompacted();
        }
    }

    /** Newest first. */
    private void deleteSegmentsAfter(long baseOffset) throws IOException {
        for (Segment segment : state.segments.descending()) {
            if (segment.baseOffset() > baseOffset) {
                state.segments = state.segments.without(List.of(segment));
                state.sealed.remove(segment);
                segment.delete();
            }
        }
    }

    private void deriveAnew(long end) throws IOException {
        ProducerSnapshots snapshots = new ProducerSnapshots(state.disk, state.directory, state.name);
        new ProducerReplay(state.name, snapshots, state.segments, end, clock.wallMs())
                .run(state.producers, end, Map.of(), false);
        state.epochs.truncateEnd(end - 1); // an epoch that begins at the end has no record here any more
        state.compactedOffset = Math.min(state.compactedOffset, end); // which may be within the batch
        state.directoryChanged = true;
        stable.truncated(end);
    }
}
