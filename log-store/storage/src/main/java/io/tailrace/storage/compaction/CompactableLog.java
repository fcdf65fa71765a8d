package io.tailrace.storage.compaction;

import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.producer.LastBatch;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A log as compaction sees it: what it may read and how it hands in what it has made.
 *
 * <p><b>Threads:</b> called by one thread of compaction at a time, beside appends, reads and all else that happens to the log.
 */
public interface CompactableLog {

    /** Topic and partition. */
    String name();

    /** Whether it is to be compacted now: by its settings, and because it is open and its directory works. */
    boolean isCompacted();

    CompactionConfig config();

    SegmentLimits limits();

    /** Begins a new segment if the active one holds records that are due for compaction by their age. */
    void rollIfOverdue(long nowMs) throws IOException;

    LogView view();

    Map<Long, LastBatch> lastBatches();

    /** Aborted transactions with batches or marker between two offsets, the second exclusive. */
    List<AbortedTransaction> abortedTransactions(long fromOffset, long toOffset) throws IOException;

    /** Called once in a pass, before anything is replaced. */
    void prepareReplacements() throws IOException;

    /** A segment for what compaction writes, which does not belong to the log yet. */
    Segment createCleaned(long baseOffset) throws IOException;

    /**
     * Puts a complete segment in the place of others, durably and at once for all readers.
     *
     * @return false if that is no longer possible, because the log was closed, or lost one of these segments; then nothing
     *     happened
     */
    boolean replace(List<Segment> old, Segment cleaned) throws IOException;

    /**
     * Notes durably that all offsets below {@code endOffset} are compacted, unless the log was cut below since.
     */
    void compacted(long endOffset) throws IOException;

    /** The device under the log does not do what it must: takes its directory offline. */
    void diskFailed(IOException cause);
}
