package io.tailrace.storage.compaction;

import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.CompactionStats;
import io.tailrace.storage.producer.LastBatch;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One compaction of one log, in pieces:
 *
 * <pre>
 *   build the map ──► clean a group ──► replace it ──► clean the next … ──► done
 *   of [dirty, bound)       segments of [start, end), where end is what the map covers
 * </pre>
 *
 * <p>Each replacement leaves a sound log, so a pass can end anywhere: what it did counts, and the next begins at the same
 * dirty offset.
 *
 * <p>Life cycle: {@link #step} until it returns true; {@link #close} or {@link #abort} at any time between. <b>Threads:</b> one
 * at a time.
 */
final class CompactionPass implements AutoCloseable {

    private final CompactableLog log;
    private final CompactionCandidate candidate;
    private final Clock clock;
    private final OffsetMap map;
    private final CompactionTally tally = new CompactionTally();
    private final TransactionFates fates = new TransactionFates();
    private final int stepBytes;
    private final long startedNanos;
    private long mappedNanos;
    private @Nullable MapBuilding building;
    private @Nullable RecordFilter filter;
    private Iterator<SegmentGroup> groups = List.<SegmentGroup>of().iterator();
    private @Nullable GroupCleaning cleaning;
    private boolean superseded;

    CompactionPass(CompactionCandidate candidate, OffsetMap map, int stepBytes, Clock clock) {
        this.log = candidate.log();
        this.candidate = candidate;
        this.map = map;
        this.stepBytes = stepBytes;
        this.clock = clock;
        this.startedNanos = clock.nanoTime();
        this.mappedNanos = startedNanos;
        this.building = new MapBuilding(candidate, map, tally);
    }

    CompactableLog log() {
        return log;
    }

    /** Does a piece of the work. Returns whether the pass is over. */
    boolean step() throws IOException {
        if (!log.isCompacted()) {
            superseded = true;
            return true;
        }
        if (building != null) {
            if (building.step(stepBytes)) {
                building.close();
                building = null;
                planGroups();
            }
            return false;
        }
        if (cleaning == null) {
            if (!groups.hasNext()) {
                log.compacted(endOffset());
                return true;
            }
            cleaning = new GroupCleaning(log, groups.next(), filter(), fates, tally);
        }
        if (cleaning.step(stepBytes)) {
            if (!cleaning.finish()) {
                superseded = true;
                return true;
            }
            cleaning.close();
            cleaning = null;
        }
        return false;
    }

    private void planGroups() throws IOException {
        mappedNanos = clock.nanoTime();
        log.prepareReplacements();
        LogView view = candidate.view();
        int count = 0;
        while (count < view.sealedCount() && view.segment(count).baseOffset() < endOffset()) {
            count++;
        }
        Map<Long, LastBatch> lastBatches = log.lastBatches();
        filter = new RecordFilter(map, lastBatches, clock.wallMs(), log.config().deleteRetentionMs());
        if (count > 0) {
            groups = SegmentGroup.of(view.segments().all().subList(0, count), view.endOf(count - 1), log.limits())
                    .iterator();
        }
    }

    private RecordFilter filter() {
        if (filter == null) {
            throw new IllegalStateException(log.name() + ": expected a complete map before segments are cleaned");
        }
        return filter;
    }

    private long endOffset() {
        return map.latestOffset() + 1;
    }

    /** Bytes read and written since the last call. */
    long takeIo() {
        return tally.takeIo();
    }

    /** Whether the log went its own way meanwhile, and the pass is over without being complete. */
    boolean isSuperseded() {
        return superseded;
    }

    /** Whether the log still has the segments that the pass works on: otherwise reading them may fail. */
    boolean isCurrent() {
        return log.isCompacted()
                && (building == null || building.isCurrent())
                && (cleaning == null || cleaning.isCurrent());
    }

    CompactionStats stats() {
        return new CompactionStats(
                log.name(),
                candidate.view().dirtyOffset(),
                endOffset(),
                tally.segmentsIn,
                tally.segmentsOut,
                tally.bytesIn,
                tally.bytesOut,
                tally.recordsIn,
                tally.recordsOut,
                tally.keylessRecords,
                tally.mappedRecords,
                map.entries(),
                map.fill(),
                (mappedNanos - startedNanos) / 1_000_000,
                (clock.nanoTime() - startedNanos) / 1_000_000);
    }

    /** Deletes what is unfinished and closes. */
    void abort() throws IOException {
        try {
            if (cleaning != null) {
                cleaning.discard();
            }
        } finally {
            close();
        }
    }

    /** Gives memory and open files back, and leaves what is unfinished to the next start. */
    @Override
    public void close() throws IOException {
        map.close();
        if (building != null) {
            building.close();
        }
        if (cleaning != null) {
            cleaning.close();
        }
    }
}
