package io.tailrace.storage.producer;

import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * What a producer may append next (KIP-98, KIP-360, KIP-890):
 *
 * <ul>
 *   <li>A client's batch with the first and last sequence number of one of the last five is a duplicate: nothing is appended, its
 *       offsets are returned again.
 *   <li>Otherwise the sequence number follows the last one; after {@link Integer#MAX_VALUE} comes 0.
 *   <li>An older epoch is fenced. A newer epoch begins at sequence number 0.
 *   <li>A producer that is not known, or no longer, may begin anywhere: its batches may have gone by retention.
 *   <li>The first batch of a transaction shows a valid {@link VerificationGuard}. A late one, that arrives when its transaction
 *       has ended, has none, so it cannot open a transaction that nobody will end.
 *   <li>A marker has the epoch of the transaction or a later one, and a coordinator's epoch that is not older than the last one
 *       seen. Where each transaction has its own epoch, the marker's is later than that of the data: a marker that comes late
 *       does not end the next transaction. One that repeats itself finds no open transaction and is let through.
 * </ul>
 *
 * <p><b>Threads:</b> the lock of the partition. Changes nothing.
 */
final class ProducerRules {

    private final String log;
    private final TransactionVerification verification;

    /** @param log the partition's name, for messages */
    ProducerRules(String log, TransactionVerification verification) {
        this.log = log;
        this.verification = verification;
    }

    /**
     * Judges a batch of data.
     *
     * @param entry what is known of its producer
     * @param sequenced whether it comes from a client, with sequence numbers
     * @return where the batch lies already, or null if it is to be appended
     */
    @Nullable
    DuplicateBatch checkData(
            @Nullable ProducerEntry entry, RecordBatch batch, TransactionClaim claim, boolean sequenced) {
        short epoch = batch.producerEpoch();
        if (sequenced && entry != null && entry.epoch == epoch) {
            DuplicateBatch duplicate = findDuplicate(entry, batch.baseSequence(), batch.lastSequence());
            if (duplicate != null) {
                return duplicate;
            }
        }
        checkEpoch(entry, batch.producerId(), epoch);
        boolean goesOn = entry != null && entry.hasOpenTransaction() && entry.epoch == epoch;
        if (batch.isTransactional() && !goesOn && !verification.isValid(batch.producerId(), claim.guard())) {
            throw rejected(
                    AppendError.INVALID_TXN_STATE, batch, "a batch of an open or verified transaction", "another");
        }
        if (sequenced) {
            checkSequence(entry, batch);
        }
        if (entry != null && entry.hasOpenTransaction() && !batch.isTransactional()) {
            throw rejected(
                    AppendError.INVALID_TXN_STATE,
                    batch,
                    "a transactional batch, because a transaction is open since offset " + entry.openTransactionOffset,
                    "another");
        }
        return null;
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

    /** @throws AppendRejectedException if the producer is known with a later epoch */
    void checkEpoch(@Nullable ProducerEntry entry, long producerId, short epoch) {
        if (entry != null && epoch < entry.epoch) {
            throw new AppendRejectedException(
                    AppendError.INVALID_PRODUCER_EPOCH,
                    describe(producerId) + "expected epoch " + entry.epoch + " or later, found " + epoch);
        }
    }

    private void checkSequence(@Nullable ProducerEntry entry, RecordBatch batch) {
        int first = batch.baseSequence();
        boolean unknown = entry == null || entry.isEmpty();
        int greatest = verification.greatestSequence(batch.producerId(), unknown);
        if (first > greatest) {
            throw outOfOrder(batch, "at most " + greatest + ", for which a transaction was asked first");
        }
        if (entry == null) {
            return;
        }
        if (batch.producerEpoch() > entry.epoch) {
            if (first != 0) {
                throw outOfOrder(batch, "0, the first of epoch " + batch.producerEpoch());
            }
            return;
        }
        int last = entry.lastSequence();
        int expected = last == Integer.MAX_VALUE ? 0 : last + 1;
        if (first != expected) {
            throw outOfOrder(batch, expected + ", the one after " + last);
        }
    }

    /** Judges a transaction marker. */
    void checkMarker(@Nullable ProducerEntry entry, RecordBatch batch, ControlRecord marker, TransactionClaim claim) {
        if (entry == null) {
            return;
        }
        short epoch = batch.producerEpoch();
        boolean repeated = !entry.hasOpenTransaction() || epoch == Short.MAX_VALUE;
        if (claim.bumpsEpochs() && epoch == entry.epoch && !repeated) {
            throw rejected(
                    AppendError.INVALID_PRODUCER_EPOCH, batch, "a marker of a later epoch than " + epoch, "" + epoch);
        }
        checkEpoch(entry, batch.producerId(), epoch);
        if (marker.coordinatorEpoch() < entry.coordinatorEpoch) {
            throw rejected(
                    AppendError.TRANSACTION_COORDINATOR_FENCED,
                    batch,
                    "a marker of coordinator epoch " + entry.coordinatorEpoch + " or later",
                    String.valueOf(marker.coordinatorEpoch()));
        }
    }

    private AppendRejectedException outOfOrder(RecordBatch batch, String expected) {
        return rejected(
                AppendError.OUT_OF_ORDER_SEQUENCE,
                batch,
                "sequence number " + expected,
                String.valueOf(batch.baseSequence()));
    }

    private AppendRejectedException rejected(AppendError reason, RecordBatch batch, String expected, String found) {
        return new AppendRejectedException(
                reason, describe(batch.producerId()) + "expected " + expected + ", found " + found);
    }

    private String describe(long producerId) {
        return log + ", producer " + producerId + ": ";
    }
}
