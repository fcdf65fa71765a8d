package io.tailrace.storage.compaction;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.producer.LastBatch;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What stays of a compacted log (KIP-534 for what says that a key is gone):
 *
 * <ul>
 *   <li>Of each key the last record, as far as the map covers; all records behind.
 *   <li>A tombstone, and a marker that is no longer needed, get a delete horizon when they are first met, and go when it has
 *       passed: whoever has begun to read meanwhile learns of them.
 *   <li>Nothing of aborted transactions, and no record without a key.
 *   <li>The last batch of an active producer and the last of a new segment, if need be without records.
 * </ul>
 *
 * <p><b>Threads:</b> one; decides and changes nothing.
 */
final class RecordFilter {

    private final OffsetMap offsets;
    private final Map<Long, LastBatch> lastBatches;
    private final long nowMs;
    private final long deleteRetentionMs;

    RecordFilter(OffsetMap offsets, Map<Long, LastBatch> lastBatches, long nowMs, long deleteRetentionMs) {
        this.offsets = offsets;
        this.lastBatches = lastBatches;
        this.nowMs = nowMs;
        this.deleteRetentionMs = deleteRetentionMs;
    }

    /** Whether no record of the batch stays. */
    boolean dropsAllOf(RecordBatch batch, boolean dispensable) {
        return dispensable && (!batch.isControl() || hasHorizonPassed(batch));
    }

    private boolean hasHorizonPassed(RecordBatch batch) {
        OptionalLong horizon = batch.deleteHorizonMs();
        return horizon.isPresent() && horizon.getAsLong() <= nowMs;
    }

    /** Whether the batch stays even without records. */
    boolean keepsEmpty(RecordBatch batch) {
        LastBatch last = batch.hasProducerId() ? lastBatches.get(batch.producerId()) : null;
        return last != null && last.is(batch);
    }

    boolean keeps(RecordBatch batch, Record record) {
        if (batch.isControl() || record.offset() > offsets.latestOffset()) {
            return true;
        }
        ByteBuf key = record.key();
        return key != null && record.offset() >= offsets.get(key) && (record.hasValue() || !hasHorizonPassed(batch));
    }

    /**
     * The delete horizon that the batch is to get.
     *
     * @param tombstones whether a record that stays is a tombstone
     */
    OptionalLong newHorizon(RecordBatch batch, boolean dispensable, boolean tombstones) {
        boolean needed = tombstones || (batch.isControl() && dispensable);
        return needed && batch.deleteHorizonMs().isEmpty()
                ? OptionalLong.of(nowMs + deleteRetentionMs)
                : OptionalLong.empty();
    }
}
