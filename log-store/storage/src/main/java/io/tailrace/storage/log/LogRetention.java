package io.tailrace.storage.log;

import io.tailrace.storage.recovery.ProducerSnapshots;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes whole segments from the start of a log: too old, too much, or before the log's start offset. Only what is durable goes,
 * because then the producers' snapshot at the new start is durable, too, and nothing that goes is needed to make it. The active
 * segment stays, unless all of it is too old: then a new one takes its place first.
 *
 * <p><b>Threads:</b> one retention run at a time; takes the lock of the partition to change the list of segments.
 */
final class LogRetention {

    private final PartitionLog log;
    private final LogState state;

    LogRetention(PartitionLog log) {
        this.log = log;
        this.state = log.state();
    }

    /** Takes out what is to go and moves the log's start behind it. The files are still there. */
    List<Segment> takeExpired(long nowMs) throws IOException {
        synchronized (state.restructuring) {
            return takeExpiredExclusively(nowMs);
        }
    }

    private List<Segment> takeExpiredExclusively(long nowMs) throws IOException {
        synchronized (state.lock) {
            if (state.closed) {
                return List.of();
            }
            rollExpiredActive(nowMs);
            List<Segment> expired = expired(nowMs);
            if (!expired.isEmpty()) {
                state.segments = state.segments.without(expired);
                long start =
                        Math.max(state.logStartOffset, state.segments.first().baseOffset());
                state.logStartOffset = start;
                state.epochs.truncateStart(start);
                state.directoryChanged = true;
            }
            return expired;
        }
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

    private List<Segment> expired(long nowMs) throws IOException {
        LogConfig config = state.config;
        List<Segment> all = state.segments.all();
        long excess = config.cleanupPolicy().deletes() && config.retention().bytes() >= 0
                ? state.segments.sizeBytes() - config.retention().bytes()
                : 0;
        List<Segment> expired = new ArrayList<>();
        for (int i = 0; i < all.size() - 1; i++) {
            Segment segment = all.get(i);
            long endOffset = all.get(i + 1).baseOffset();
            boolean before = endOffset <= state.logStartOffset;
            boolean tooMuch = excess >= segment.sizeBytes() && excess > 0;
            if (!isSnapshotDurable(endOffset) || !(before || tooMuch || tooOld(segment, nowMs))) {
                break; // only from the start on, without gaps
            }
            excess -= segment.sizeBytes();
            expired.add(segment);
        }
        return expired;
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
