package io.tailrace.storage.log;

import io.tailrace.storage.recovery.ProducerSnapshots;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes whole segments from the start of a log: too old, too much, or before the log's start offset. Only what is below the high
 * watermark and durable goes, because then the producers' snapshot at the new start is durable, too, and nothing that goes is needed to make it. The active
 * segment stays, unless all of it is too old: then a new one takes its place first.
 *
 * <p><b>Threads:</b> one retention run at a time; takes the lock of the partition to change the list of segments.
 */
final class LogRetention {

    private final PartitionLog log;
    private final LogState state;
    private long newStart = -1;

    LogRetention(PartitionLog log) {
        this.log = log;
        this.state = log.state();
    }

    /** Decides what is to go. Returns whether there is anything; then the new start of the log is promised. */
    boolean promise(long nowMs) throws IOException {
        synchronized (state.lock) {
            if (state.closed) {
                return false;
            }
            rollExpiredActive(nowMs);
            long start = endOfExpired(nowMs);
            if (start < 0) {
                return false;
            }
            newStart = start;
            state.start.promise(start);
            return true;
        }
    }

    /** Moves the start of the log, which the checkpoint knows by now, and takes out all before it. The files are still there. */
    List<Segment> take() {
        synchronized (state.restructuring) {
            synchronized (state.lock) {
                return takeLocked();
            }
        }
    }

    private List<Segment> takeLocked() {
        List<Segment> gone = new ArrayList<>();
        if (state.closed || newStart > state.start.promised()) {
            return gone; // deleted, or made anew
        }
        state.start.publish(newStart);
        List<Segment> all = state.segments.all();
        for (int i = 0; i < all.size() - 1 && all.get(i + 1).baseOffset() <= newStart; i++) {
            gone.add(all.get(i));
        }
        if (!gone.isEmpty()) {
            state.segments = state.segments.without(gone);
            state.directoryChanged = true;
        }
        return gone;
    }

    private void rollExpiredActive(long nowMs) throws IOException {
        Segment active = state.segments.active();
        if (active.sizeBytes() > 0 && log.durableOffset() == state.endOffset && tooOld(active, nowMs)) {
            log.roll(nowMs);
            // All that lies before is durable, so no sync is to come: the snapshot the log now begins with gets its
            // own.
            new ProducerSnapshots(state.disk, state.directory, state.name).force(state.endOffset);
            state.disk.syncDirectory(state.directory);
        }
    }

    /** Where the last of the segments that are to go ends, or -1. */
    private long endOfExpired(long nowMs) throws IOException {
        LogConfig config = state.config;
        List<Segment> all = state.segments.all();
        long excess = config.cleanupPolicy().deletes() && config.retention().bytes() >= 0
                ? state.segments.sizeBytes() - config.retention().bytes()
                : 0;
        long highWatermark = log.highWatermark();
        long end = -1;
        for (int i = 0; i < all.size() - 1; i++) {
            Segment segment = all.get(i);
            long endOffset = all.get(i + 1).baseOffset();
            boolean before = endOffset <= state.logStartOffset;
            boolean tooMuch = excess >= segment.sizeBytes() && excess > 0;
            boolean mayGo = endOffset <= highWatermark && isSnapshotDurable(endOffset);
            if (!mayGo || !(before || tooMuch || tooOld(segment, nowMs))) {
                break; // only from the start on, without gaps
            }
            excess -= segment.sizeBytes();
            end = endOffset;
        }
        return end;
    }

    /** A snapshot is synced with the first data behind it; one without data behind it was synced when the idle log was rolled. */
    private boolean isSnapshotDurable(long offset) {
        long durableOffset = log.durableOffset();
        return offset < durableOffset || (offset == durableOffset && offset == state.endOffset);
    }

    private boolean tooOld(Segment segment, long nowMs) throws IOException {
        LogConfig config = state.config;
        return config.cleanupPolicy().deletes()
                && config.retention().ms() >= 0
                && nowMs - segment.ageBaseMs() > config.retention().ms();
    }
}
