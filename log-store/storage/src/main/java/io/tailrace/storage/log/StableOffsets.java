package io.tailrace.storage.log;

/**
 * Up to where consumers may read: the high watermark, and for readers of committed records the last stable offset, below which
 * every transaction is decided and its marker below the high watermark.
 *
 * <p>Without replicas the high watermark is what the log promises to keep; else the owner says so.
 *
 * <p><b>Threads:</b> any. {@code firstUnstable} is written under the lock of the partition, before the end of the log moves past
 * the transaction that it speaks of. A reader takes the high watermark first: no transaction that begins later begins below
 * it. The lock is taken only while there are transactions below the high watermark.
 */
final class StableOffsets {

    private static final long NO_REPLICAS = -1;

    private final LogState state;
    private final LogSync sync;
    private volatile long firstUnstable;
    private volatile long replicatedTo = NO_REPLICAS;

    StableOffsets(LogState state, LogSync sync) {
        this.state = state;
        this.sync = sync;
        this.firstUnstable = state.producers.firstUnstableOffset(0);
    }

    /** All offsets below are as safe as the log promises without the help of replicas. */
    long visibleOffset() {
        return state.config.durability() == Durability.FSYNC ? sync.durableOffset() : state.endOffset;
    }

    long highWatermark() {
        long replicated = replicatedTo;
        return replicated == NO_REPLICAS ? visibleOffset() : replicated;
    }

    void replicatedTo(long highWatermark) {
        replicatedTo = highWatermark;
    }

    /** Called under the lock when the end of the log was cut. */
    void truncated(long endOffset) {
        if (replicatedTo > endOffset) {
            replicatedTo = endOffset;
        }
        transactionsChanged();
    }

    long lastStableOffset() {
        long highWatermark = highWatermark();
        if (firstUnstable >= highWatermark) {
            return highWatermark;
        }
        synchronized (state.lock) {
            firstUnstable = state.producers.firstUnstableOffset(highWatermark);
            return Math.min(highWatermark, Math.max(firstUnstable, state.logStartOffset));
        }
    }

    /** Called under the lock when transactions have begun or ended. */
    void transactionsChanged() {
        firstUnstable = state.producers.firstUnstableOffset(highWatermark());
    }
}
