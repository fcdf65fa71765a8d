package io.tailrace.storage.producer;

import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The producers of one partition, and the rules for what one may append next (KIP-98, KIP-360):
 *
 * <ul>
 *   <li>A batch with the first and last sequence number of one of the last five is a duplicate: nothing is appended, its offsets
 *       are returned again.
 *   <li>Otherwise the sequence number follows the last one; after {@link Integer#MAX_VALUE} comes 0.
 *   <li>An older epoch is fenced. A newer epoch begins at sequence number 0.
 *   <li>A producer that is not known, or no longer, may begin anywhere: its batches may have gone by retention.
 * </ul>
 *
 * <p>{@link #update} is the only way state changes, for live appends and for replay at start alike.
 *
 * <p>The number of producers is bounded by expiry only, as in Kafka: one that was not heard of for a configured time is
 * forgotten. "Heard of" is wall-clock time, not record time, which may be years ago.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
public final class ProducerStates {

    private final Map<Long, ProducerEntry> producers = new HashMap<>();
    private final String log;

    /** @param log the partition's name, for messages */
    public ProducerStates(String log) {
        this.log = log;
    }

    /**
     * Judges a data batch of a client before it is appended.
     *
     * @return where the batch lies already, or null if it is to be appended
     * @throws AppendRejectedException if it may not be appended
     */
    public @Nullable DuplicateBatch check(RecordBatch batch) {
        ProducerEntry entry = producers.get(batch.producerId());
        if (entry == null) {
            return null;
        }
        short epoch = batch.producerEpoch();
        int first = batch.baseSequence();
        if (epoch < entry.epoch) {
            throw new AppendRejectedException(
                    AppendError.INVALID_PRODUCER_EPOCH,
                    describe(batch) + "expected epoch " + entry.epoch + " or later, found " + epoch);
        }
        if (epoch > entry.epoch) {
            if (first != 0) {
                throw outOfOrder(batch, "0, the first of epoch " + epoch);
            }
            return null;
        }
        DuplicateBatch duplicate = findDuplicate(entry, first, batch.lastSequence());
        if (duplicate != null) {
            return duplicate;
        }
        int last = entry.lastSequence();
        int expected = last == Integer.MAX_VALUE ? 0 : last + 1;
        if (first != expected) {
            throw outOfOrder(batch, expected + ", the one after " + last);
        }
        if (entry.openTransactionOffset != ProducerEntry.NO_OFFSET && !batch.isTransactional()) {
            throw new AppendRejectedException(
                    AppendError.INVALID_TXN_STATE,
                    describe(batch) + "expected a transactional batch, because a transaction is open since offset "
                            + entry.openTransactionOffset + ", found another");
        }
        return null;
    }

    /** Judges a transaction marker before it is appended. */
    public void checkMarker(RecordBatch batch) {
        ProducerEntry entry = producers.get(batch.producerId());
        if (entry != null && batch.producerEpoch() < entry.epoch) {
            throw new AppendRejectedException(
                    AppendError.INVALID_PRODUCER_EPOCH,
                    describe(batch) + "expected a marker of epoch " + entry.epoch + " or later, found "
                            + batch.producerEpoch());
        }
    }

    private static @Nullable DuplicateBatch findDuplicate(ProducerEntry entry, int first, int last) {
        for (int i = entry.count() - 1; i >= 0; i--) {
            ProducerEntry.Batch batch = entry.batch(i);
            if (batch.lastSequence() == last && batch.firstSequence() == first) {
                return new DuplicateBatch(batch.firstOffset(), batch.lastOffset(), batch.timestampMs());
            }
        }
        return null;
    }

    /** Takes over a batch that has its place in the log. Batches without a producer change nothing. */
    public void update(RecordBatch batch, long nowMs) {
        if (!batch.hasProducerId()) {
            return;
        }
        ProducerEntry entry =
                producers.computeIfAbsent(batch.producerId(), id -> new ProducerEntry(id, batch.producerEpoch()));
        entry.raiseEpoch(batch.producerEpoch());
        entry.lastSeenMs = nowMs;
        if (batch.isControl()) {
            endTransaction(entry, batch);
            return;
        }
        if (batch.baseSequence() != RecordBatch.NO_SEQUENCE) { // coordinators write without sequence numbers
            entry.add(new ProducerEntry.Batch(
                    batch.lastSequence(), batch.lastOffset(), batch.lastOffsetDelta(), batch.maxTimestamp()));
        }
        if (batch.isTransactional() && entry.openTransactionOffset == ProducerEntry.NO_OFFSET) {
            entry.openTransactionOffset = batch.baseOffset();
        }
    }

    private static void endTransaction(ProducerEntry entry, RecordBatch batch) {
        if (batch.recordCount() == 0) {
            return; // compacted away
        }
        ControlRecord control = ControlRecord.of(batch.iterator().next());
        if (control.type() == ControlRecordType.COMMIT || control.type() == ControlRecordType.ABORT) {
            entry.openTransactionOffset = ProducerEntry.NO_OFFSET;
            entry.coordinatorEpoch = control.coordinatorEpoch();
        }
    }

    /** Where the oldest open transaction begins, or -1: later offsets are not stable yet. */
    public long firstUnstableOffset() {
        long first = ProducerEntry.NO_OFFSET;
        for (ProducerEntry entry : producers.values()) {
            long open = entry.openTransactionOffset;
            if (open != ProducerEntry.NO_OFFSET && (first == ProducerEntry.NO_OFFSET || open < first)) {
                first = open;
            }
        }
        return first;
    }

    /** Forgets producers without an open transaction that were not heard of for {@code expirationMs}. */
    public void removeExpired(long nowMs, long expirationMs) {
        producers
                .values()
                .removeIf(entry -> entry.openTransactionOffset == ProducerEntry.NO_OFFSET
                        && nowMs - entry.lastSeenMs >= expirationMs);
    }

    public List<ProducerStateView> views() {
        return producers.values().stream()
                .map(entry -> new ProducerStateView(
                        entry.producerId,
                        entry.epoch,
                        entry.lastSequence(),
                        entry.lastSeenMs,
                        entry.coordinatorEpoch,
                        entry.openTransactionOffset))
                .toList();
    }

    public boolean isEmpty() {
        return producers.isEmpty();
    }

    /** The content of a snapshot file of this state. */
    public byte[] snapshot() {
        return ProducerSnapshot.encode(producers.values());
    }

    /** Replaces this state by that of a snapshot; false, and no change, if it is not sound. */
    public boolean restore(byte[] snapshot) {
        Collection<ProducerEntry> entries = ProducerSnapshot.decode(snapshot);
        if (entries == null) {
            return false;
        }
        producers.clear();
        for (ProducerEntry entry : entries) {
            producers.put(entry.producerId, entry);
        }
        return true;
    }

    private AppendRejectedException outOfOrder(RecordBatch batch, String expected) {
        return new AppendRejectedException(
                AppendError.OUT_OF_ORDER_SEQUENCE,
                describe(batch) + "expected sequence number " + expected + ", found " + batch.baseSequence());
    }

    private String describe(RecordBatch batch) {
        return log + ", producer " + batch.producerId() + ": ";
    }
}
