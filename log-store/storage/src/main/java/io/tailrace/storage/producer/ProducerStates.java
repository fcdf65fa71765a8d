package io.tailrace.storage.producer;

import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.index.AbortedTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The producers of one partition and their transactions. {@link ProducerRules} says what may be appended next.
 *
 * <p>{@link #update} is the only way state changes, for live appends and for replay at start alike.
 *
 * <p>The number of producers is bounded by expiry only, as in Kafka: one that was not heard of for a configured time, and has no
 * open transaction, is forgotten. "Heard of" is wall-clock time, not record time, which may be years ago.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
public final class ProducerStates {

    private final Map<Long, ProducerEntry> producers = new HashMap<>();
    private final OpenTransactions transactions;
    private final TransactionVerification verification = new TransactionVerification();
    private final ProducerRules rules;
    private final String log;

    /** @param log the partition's name, for messages */
    public ProducerStates(String log) {
        this(log, new OpenTransactions());
    }

    private ProducerStates(String log, OpenTransactions transactions) {
        this.log = log;
        this.transactions = transactions;
        this.rules = new ProducerRules(log, verification);
    }

    /**
     * Judges a data batch before it is appended.
     *
     * @param sequenced whether it comes from a client: its sequence numbers are checked, too
     * @return where the batch lies already, or null if it is to be appended
     * @throws io.tailrace.storage.AppendRejectedException if it may not be appended
     */
    public @Nullable DuplicateBatch check(RecordBatch batch, TransactionClaim claim, boolean sequenced) {
        return rules.checkData(producers.get(batch.producerId()), batch, claim, sequenced);
    }

    /**
     * Judges a transaction marker before it is appended.
     *
     * @throws io.tailrace.storage.AppendRejectedException if it may not be appended
     */
    public void checkMarker(RecordBatch batch, TransactionClaim claim) {
        ControlRecord marker = ControlRecord.of(batch.iterator().next());
        rules.checkMarker(producers.get(batch.producerId()), batch, marker, claim);
    }

    /**
     * Begins to ask the coordinator whether a producer's transaction includes this partition.
     *
     * @param epochBumps whether each transaction has an epoch of its own
     * @return what the append then shows; null if there is nothing to ask, because the transaction is open here
     * @throws io.tailrace.storage.AppendRejectedException if the epoch is fenced
     */
    public @Nullable VerificationGuard beginVerification(
            long producerId, short epoch, int sequence, boolean epochBumps, long nowMs) {
        rules.checkEpoch(producers.get(producerId), producerId, epoch);
        return hasOpenTransaction(producerId, epoch)
                ? null
                : verification.begin(producerId, epoch, sequence, epochBumps, nowMs);
    }

    public boolean hasOpenTransaction(long producerId, short epoch) {
        ProducerEntry entry = producers.get(producerId);
        return entry != null && entry.epoch == epoch && entry.hasOpenTransaction();
    }

    /** The transactions that these batches will abort when they are appended. Changes nothing. */
    public List<AbortedTransaction> abortedBy(Iterable<RecordBatch> batches) {
        boolean markers = false;
        for (RecordBatch batch : batches) {
            markers |= batch.isControl() && batch.hasProducerId();
        }
        if (!markers) {
            return List.of();
        }
        ProducerStates trial = new ProducerStates(log, transactions.copyOfOpen());
        List<AbortedTransaction> aborted = new ArrayList<>();
        for (RecordBatch batch : batches) {
            ProducerEntry entry = producers.get(batch.producerId());
            if (entry != null) {
                trial.producers.computeIfAbsent(entry.producerId, id -> entry.copy());
            }
            AbortedTransaction one = trial.update(batch, 0);
            if (one != null) {
                aborted.add(one);
            }
        }
        return aborted;
    }

    /**
     * Takes over a batch that has its place in the log. Batches without a producer change nothing.
     *
     * @return the transaction that the batch aborts, if it is an abort marker that ends one
     */
    public @Nullable AbortedTransaction update(RecordBatch batch, long nowMs) {
        if (!batch.hasProducerId()) {
            return null;
        }
        ProducerEntry entry =
                producers.computeIfAbsent(batch.producerId(), id -> new ProducerEntry(id, batch.producerEpoch()));
        entry.raiseEpoch(batch.producerEpoch());
        entry.lastSeenMs = nowMs;
        verification.end(batch);
        if (batch.isControl()) {
            return endTransaction(entry, batch);
        }
        if (batch.baseSequence() != RecordBatch.NO_SEQUENCE) { // coordinators write without sequence numbers
            entry.add(new ProducerEntry.Batch(
                    batch.lastSequence(), batch.lastOffset(), batch.lastOffsetDelta(), batch.maxTimestamp()));
        }
        if (batch.isTransactional() && !entry.hasOpenTransaction()) {
            entry.openTransactionOffset = batch.baseOffset();
            transactions.begin(batch.baseOffset(), entry.producerId);
        }
        return null;
    }

    private @Nullable AbortedTransaction endTransaction(ProducerEntry entry, RecordBatch batch) {
        if (batch.recordCount() == 0) {
            return null; // compacted away
        }
        ControlRecord control = ControlRecord.of(batch.iterator().next());
        boolean aborts = control.type() == ControlRecordType.ABORT;
        if (!aborts && control.type() != ControlRecordType.COMMIT) {
            return null;
        }
        entry.coordinatorEpoch = control.coordinatorEpoch();
        if (!entry.hasOpenTransaction()) {
            return null; // it did not write to this partition
        }
        long firstOffset = entry.openTransactionOffset;
        long markerOffset = batch.baseOffset();
        entry.openTransactionOffset = ProducerEntry.NO_OFFSET;
        transactions.end(firstOffset, markerOffset);
        return aborts
                ? new AbortedTransaction(
                        entry.producerId, firstOffset, markerOffset, transactions.firstOpenOffset(markerOffset + 1))
                : null;
    }

    /**
     * The first offset that consumers of committed records must not see: of a transaction that is open, or whose marker is not
     * below the high watermark; {@link Long#MAX_VALUE} if there is none.
     *
     * @param highWatermark never goes back
     */
    public long firstUnstableOffset(long highWatermark) {
        return transactions.firstUnstableOffset(highWatermark);
    }

    /** The first offset of a transaction that is open, or {@link Long#MAX_VALUE}: nothing from there on may be compacted. */
    public long firstOpenOffset() {
        return transactions.firstOpenOffset(Long.MAX_VALUE);
    }

    /** Forgets producers without an open transaction that were not heard of for {@code expirationMs}. */
    public void removeExpired(long nowMs, long expirationMs) {
        producers.values().removeIf(entry -> !entry.hasOpenTransaction() && nowMs - entry.lastSeenMs >= expirationMs);
        verification.removeExpired(nowMs, expirationMs);
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

    /** What the log must go on to hold of each producer, by its id. */
    public Map<Long, LastBatch> lastBatches() {
        Map<Long, LastBatch> last = new HashMap<>();
        for (ProducerEntry entry : producers.values()) {
            long offset = entry.isEmpty() ? -1 : entry.batch(entry.count() - 1).lastOffset();
            last.put(entry.producerId, new LastBatch(offset, entry.epoch));
        }
        return last;
    }

    public boolean isEmpty() {
        return producers.isEmpty();
    }

    /** The content of a snapshot file of this state. */
    public byte[] snapshot() {
        return ProducerSnapshot.encode(producers.values());
    }

    /**
     * Becomes the state of a snapshot.
     *
     * @param offset of the snapshot
     * @return false, with nothing changed, if the snapshot is damaged
     */
    public boolean restore(byte[] snapshot, long offset) {
        Collection<ProducerEntry> entries = ProducerSnapshot.decode(snapshot);
        if (entries == null) {
            return false;
        }
        clear(offset);
        for (ProducerEntry entry : entries) {
            producers.put(entry.producerId, entry);
            if (entry.hasOpenTransaction()) {
                transactions.begin(entry.openTransactionOffset, entry.producerId);
            }
        }
        return true;
    }

    /** Forgets everything but the fact that transactions decided below {@code offset} may not be replicated yet. */
    public void clear(long offset) {
        producers.clear();
        transactions.truncate(offset);
        verification.clear();
    }
}
