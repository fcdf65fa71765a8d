package io.tailrace.storage.producer;

import io.tailrace.protocol.record.RecordBatch;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The questions about transactions that are under way, one a producer (KIP-890).
 *
 * <p>The lowest sequence number that was asked about is remembered, too: if the first of several batches fails its question and
 * a later one passes, the later one must not be appended before the first.
 *
 * <p>Bounded by expiry, as producers are.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
final class TransactionVerification {

    private static final class Question {
        final VerificationGuard guard = new VerificationGuard();
        final boolean epochBumps;
        final long askedMs;
        short epoch;
        int lowestSequence;

        Question(short epoch, int sequence, boolean epochBumps, long askedMs) {
            this.epoch = epoch;
            this.lowestSequence = sequence;
            this.epochBumps = epochBumps;
            this.askedMs = askedMs;
        }
    }

    private final Map<Long, Question> questions = new HashMap<>();

    VerificationGuard begin(long producerId, short epoch, int sequence, boolean epochBumps, long nowMs) {
        Question question =
                questions.computeIfAbsent(producerId, id -> new Question(epoch, sequence, epochBumps, nowMs));
        if (epoch > question.epoch) {
            question.epoch = epoch;
            question.lowestSequence = sequence;
        } else if (epoch == question.epoch) {
            question.lowestSequence = Math.min(question.lowestSequence, sequence);
        }
        return question.guard;
    }

    /** Whether the guard is the one that was given out last for that producer, and still counts. */
    boolean isValid(long producerId, @Nullable VerificationGuard guard) {
        Question question = questions.get(producerId);
        return question != null && question.guard == guard;
    }

    /**
     * The greatest sequence number that may come next, or {@link Integer#MAX_VALUE} if there is no such limit.
     *
     * @param first whether no batch of the producer is known: where epochs are raised for each transaction, it is number 0 then
     */
    int greatestSequence(long producerId, boolean first) {
        Question question = questions.get(producerId);
        if (question == null) {
            return Integer.MAX_VALUE;
        }
        return question.epochBumps && first ? 0 : question.lowestSequence;
    }

    /**
     * A transaction begins or ends: what was asked before says nothing any more. Where each transaction has an epoch of its own, a
     * marker has the epoch of the next one: what was asked about that still holds.
     */
    void end(RecordBatch batch) {
        Question question = batch.isTransactional() ? questions.get(batch.producerId()) : null;
        if (question == null) {
            return;
        }
        boolean ofTheNext = question.epochBumps && batch.isControl() && batch.producerEpoch() == question.epoch;
        if (!ofTheNext) {
            questions.remove(batch.producerId());
        }
    }

    void clear() {
        questions.clear();
    }

    void removeExpired(long nowMs, long expirationMs) {
        questions.values().removeIf(question -> nowMs - question.askedMs >= expirationMs);
    }
}
