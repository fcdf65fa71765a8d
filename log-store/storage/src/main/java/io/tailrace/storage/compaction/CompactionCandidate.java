package io.tailrace.storage.compaction;

import io.tailrace.storage.segment.Segment;
import java.io.IOException;

/**
 * What there is to compact in a log. Both ends are those of sealed segments, but the first may lie within one.
 *
 * @param boundOffset what lies at or behind it is left alone
 * @param cleanBytes of segments that were compacted before
 * @param dirtyBytes of segments that were not
 * @param overdue whether a record is older than {@code max.compaction.lag.ms}
 */
record CompactionCandidate(
        CompactableLog log, LogView view, long boundOffset, long cleanBytes, long dirtyBytes, boolean overdue) {

    static CompactionCandidate of(CompactableLog log, long nowMs) throws IOException {
        CompactionConfig config = log.config();
        LogView view = log.view();
        long clean = 0;
        long dirty = 0;
        long bound = view.segment(0).baseOffset();
        boolean overdue = false;
        for (int i = 0; i < view.sealedCount(); i++) {
            Segment segment = view.segment(i);
            long end = view.endOf(i);
            if (end <= view.dirtyOffset()) {
                clean += segment.sizeBytes();
            } else if (end > view.stableOffset() || isTooYoung(segment, config, nowMs)) {
                break;
            } else {
                dirty += segment.sizeBytes();
                overdue |= isOverdue(segment, config, nowMs);
            }
            bound = end;
        }
        return new CompactionCandidate(log, view, bound, clean, dirty, overdue);
    }

    private static boolean isTooYoung(Segment segment, CompactionConfig config, long nowMs) throws IOException {
        return config.minLagMs() > 0 && segment.ageBaseMs() > nowMs - config.minLagMs();
    }

    private static boolean isOverdue(Segment segment, CompactionConfig config, long nowMs) throws IOException {
        if (config.maxLagMs() > nowMs) {
            return false; // the usual case, for which no file is read
        }
        long first = segment.firstTimestampMs();
        return first > 0 && first < nowMs - config.maxLagMs();
    }

    double dirtyRatio() {
        long all = cleanBytes + dirtyBytes;
        return all == 0 ? 0 : (double) dirtyBytes / all;
    }

    boolean isDue() {
        return dirtyBytes > 0 && (overdue || dirtyRatio() > log.config().minDirtyRatio());
    }
}
