package io.tailrace.storage.log;

/**
 * The offset below which a log is settled for good: what lies there is durable, and so is the fate of each of its transactions.
 *
 * <p>The last stable offset alone does not say that. With {@link Durability#OS} it counts markers that are not synced yet; a
 * power failure could take a marker that compaction has dropped an older record for. So a last stable offset is remembered
 * together with the end that the log had then, and counts once that end is durable.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
final class SettledOffset {

    private final PartitionLog log;
    private long settled;
    private long waitingStable;
    private long waitingEnd;

    SettledOffset(PartitionLog log) {
        this.log = log;
    }

    /** The offset as of now; where something is not durable yet, a later call may know a better one. */
    long offset() {
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
        return Math.min(Math.min(settled, stable), durable);
    }
}
