package io.tailrace.storage.log;

import io.tailrace.storage.compaction.CompactableLog;
import io.tailrace.storage.compaction.CompactionConfig;
import io.tailrace.storage.compaction.LogView;
import io.tailrace.storage.compaction.SegmentLimits;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.producer.LastBatch;
import io.tailrace.storage.recovery.ProducerSnapshots;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.SegmentFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A log as compaction sees it, and the replacement of its segments.
 *
 * <p>A replacement survives a failure of the process or of the power at any moment, because each step is durable before the next
 * one rests on it:
 *
 * <pre>
 *   N.log.cleaned                       being written; worth nothing
 *      │  files synced
 *      ▼
 *   N.log.swap  + old N.log, M.log …    directory synced: from here on a start completes the replacement
 *      │  readers get the new segment; old files are renamed to .deleted, the first segment's last
 *      ▼
 *   N.log.swap                          directory synced: no old file can come back
 *      │  renamed, .log last
 *      ▼
 *   N.log                               directory synced; old files go after file.delete.delay.ms
 * </pre>
 *
 * <p><b>Threads:</b> one of compaction. The log's restructuring lock excludes retention, truncation, closing and deletion from a
 * replacement; the partition's lock is taken for moments, never across I/O.
 */
final class CompactedLog implements CompactableLog {

    private final PartitionLog log;
    private final LogState state;
    private final DirectoryCompaction directory;
    private final SettledOffset settled;

    CompactedLog(PartitionLog log, DirectoryCompaction directory) {
        this.log = log;
        this.state = log.state();
        this.directory = directory;
        this.settled = new SettledOffset(log);
    }

    @Override
    public String name() {
        return state.name;
    }

    @Override
    public boolean isCompacted() {
        return state.config.cleanupPolicy().compacts() && !state.closed && !directory.isOffline();
    }

    @Override
    public CompactionConfig config() {
        return state.config.compaction();
    }

    @Override
    public SegmentLimits limits() {
        SegmentConfig segments = state.config.segments();
        return new SegmentLimits(segments.bytes(), segments.indexBytes(), segments.indexIntervalBytes());
    }

    @Override
    public void rollIfOverdue(long nowMs) throws IOException {
        long maxLagMs = config().maxLagMs();
        if (maxLagMs > nowMs) {
            return; // the usual case, for which no file is read
        }
        synchronized (state.lock) {
            Segment active = state.segments.active();
            if (!state.closed && active.sizeBytes() > 0) {
                long first = active.firstTimestampMs();
                if (first > 0 && first < nowMs - maxLagMs) {
                    log.roll(nowMs);
                }
            }
        }
    }

    @Override
    public LogView view() {
        synchronized (state.lock) {
            long start = state.logStartOffset;
            long compacted = state.compactedOffset;
            boolean known = compacted >= start && compacted <= state.endOffset;
            return new LogView(state.segments, known ? compacted : start, settled.offset());
        }
    }

    @Override
    public Map<Long, LastBatch> lastBatches() {
        synchronized (state.lock) {
            return state.producers.lastBatches();
        }
    }

    @Override
    public List<AbortedTransaction> abortedTransactions(long fromOffset, long toOffset) throws IOException {
        return LogReader.abortedTransactions(state.segments, fromOffset, toOffset);
    }

    @Override
    public void prepareReplacements() throws IOException {
        directory.prepare();
    }

    @Override
    public Segment createCleaned(long baseOffset) throws IOException {
        return Segment.create(state.disk, state.directory, baseOffset, SegmentFiles.CLEANED);
    }

    @Override
    public boolean replace(List<Segment> old, Segment cleaned) throws IOException {
        cleaned.seal();
        cleaned.forceAll();
        synchronized (state.restructuring) {
            if (state.closed || !state.segments.all().containsAll(old)) {
                return false;
            }
            cleaned.rename(SegmentFiles.SWAP);
            state.disk.syncDirectory(state.directory);
            synchronized (state.lock) {
                state.segments = state.segments.replacing(old, cleaned);
            }
            retire(old);
            state.disk.syncDirectory(state.directory);
            cleaned.rename("");
            state.disk.syncDirectory(state.directory);
        }
        directory.deleteLater(log, old);
        return true;
    }

    private void retire(List<Segment> old) throws IOException {
        List<Segment> firstLast = new ArrayList<>(old);
        Collections.reverse(firstLast);
        ProducerSnapshots snapshots = new ProducerSnapshots(state.disk, state.directory, state.name);
        for (Segment segment : firstLast) {
            segment.markDeleted();
            if (segment != old.get(0)) {
                snapshots.delete(segment.baseOffset()); // no segment begins there any more
            }
        }
    }

    @Override
    public void compacted(long endOffset) throws IOException {
        synchronized (state.lock) {
            if (state.closed || endOffset > state.endOffset) {
                return;
            }
            state.compactedOffset = endOffset;
        }
        directory.checkpoint();
    }

    @Override
    public void diskFailed(IOException cause) {
        directory.fail("compaction of " + state.name, cause);
    }
}
