package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.recovery.ProducerSnapshots;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;

/**
 * Begins a new segment when the active one is full: by size, by the time its records span, by the size of its indexes, or
 * because an offset no longer fits four bytes.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
final class SegmentRoller {

    private final LogState state;
    private long activeSinceMs;

    SegmentRoller(LogState state, long nowMs) {
        this.state = state;
        this.activeSinceMs = nowMs;
    }

    /** Rolls if the batches do not belong in the active segment. Returns whether it did. */
    boolean rollIfNeeded(ByteBuf batches, long lastOffset, long nowMs) throws IOException {
        Segment active = state.segments.active();
        if (active.sizeBytes() == 0 && active.fitsOffset(lastOffset)) {
            return false;
        }
        LogConfig config = state.config;
        boolean full = active.sizeBytes() > config.segments().bytes() - batches.readableBytes()
                || active.indexesFull(config.segments().indexBytes())
                || !active.fitsOffset(lastOffset)
                || spanMs(active, batches, nowMs) > maxSpanMs(config);
        if (full) {
            roll(nowMs);
        }
        return full;
    }

    /** A compacted log must roll in time for {@code max.compaction.lag.ms}, because the active segment is not compacted. */
    private static long maxSpanMs(LogConfig config) {
        long ms = config.segments().ms();
        return config.cleanupPolicy().compacts()
                ? Math.min(ms, config.compaction().maxLagMs())
                : ms;
    }

    private long spanMs(Segment active, ByteBuf batches, long nowMs) throws IOException {
        long first = active.firstTimestampMs();
        if (first < 0) {
            return nowMs - activeSinceMs;
        }
        long newest = RecordBatch.NO_TIMESTAMP;
        for (RecordBatch batch : RecordBatches.of(batches)) {
            newest = Math.max(newest, batch.maxTimestamp());
        }
        return newest - first;
    }

    void roll(long nowMs) throws IOException {
        Segment full = state.segments.active();
        full.seal();
        long baseOffset = state.endOffset;
        new ProducerSnapshots(state.disk, state.directory, state.name).write(state.producers, baseOffset);
        Segment fresh = Segment.create(state.disk, state.directory, baseOffset);
        state.sealed.add(full);
        state.segments = state.segments.with(fresh);
        state.directoryChanged = true;
        activeSinceMs = nowMs;
    }
}
