package io.tailrace.storage.log;

import io.tailrace.storage.recovery.SyncPoint;

/**
 * The offset below which a log is settled for good: what lies there is durable, and so is the fate of each of its transactions.
 *
 * <p>The last stable offset alone does not say that. With {@link Durability#OS} it counts markers that are not synced yet; a
 * power failure could take a marker that compaction has dropped an older record for. So a last stable offset is remembered
 * together with the end that the log had then, and counts once that end is durable.
 *
 * <p>The segment that the last sync point speaks of is not settled either, even if it is sealed by now: a start holds its size
 * against what the point says.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
final class SettledOffset {

    private final PartitionLog log;
    private int cuts;
    private long settled;
    private long waitingStable;
    private long waitingEnd;

    SettledOffset(PartitionLog log) {
        this.log = log;
    }

    /** The offset as of now; where something is not durable yet, a later call may know a better one. */
    long offset() {
        if (cuts != log.state().cuts) {
            cuts = log.state().cuts;
            settled = 0;
            waitingEnd = 0;
            waitingStable = 0;
        }
        long stable = log.lastStableOffset();
        long end = log.endOffset();
        long durable = log.durableOffset();
        if (durable >= end) {
            settled = stable;
        } else if (durable >= waitingEnd) {
            settled = waitingStable;
            waitingStable = stable;
            waitingEnd = end;
            log.requestSync();
        }
        SyncPoint point = log.syncPoint();
        long below = point == null ? durable : Math.min(durable, point.segmentBase());
        return Math.min(Math.min(settled, stable), below);
    }
}
