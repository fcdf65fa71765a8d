package io.tailrace.storage.producer;

import io.tailrace.protocol.record.RecordBatch;

/**
 * What is remembered of one producer: its epoch, the last {@value #WINDOW} batches of that epoch, and where its open
 * transaction begins.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
final class ProducerEntry {

    /** Batches that a client may have in flight, and therefore repeat (Kafka's number). */
    static final int WINDOW = 5;

    static final long NO_OFFSET = -1;

    /** A batch as it was appended. */
    record Batch(int lastSequence, long lastOffset, int offsetDelta, long timestampMs) {

        int firstSequence() {
            int first = lastSequence - offsetDelta;
            return first < 0 ? first + Integer.MAX_VALUE + 1 : first; // wrapped: MAX_VALUE is followed by 0
        }

        long firstOffset() {
            return lastOffset - offsetDelta;
        }
    }

    final long producerId;
    short epoch;
    int coordinatorEpoch = -1;
    long openTransactionOffset = NO_OFFSET;
    long lastSeenMs;
    private final Batch[] batches = new Batch[WINDOW];
    private int count;

    ProducerEntry(long producerId, short epoch) {
        this.producerId = producerId;
        this.epoch = epoch;
    }

    ProducerEntry copy() {
        ProducerEntry copy = new ProducerEntry(producerId, epoch);
        copy.coordinatorEpoch = coordinatorEpoch;
        copy.openTransactionOffset = openTransactionOffset;
        copy.lastSeenMs = lastSeenMs;
        System.arraycopy(batches, 0, copy.batches, 0, count);
        copy.count = count;
        return copy;
    }

    boolean hasOpenTransaction() {
        return openTransactionOffset != NO_OFFSET;
    }

    /** Whether no batch of its epoch is known. */
    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    /** Oldest first. */
    Batch batch(int index) {
        return batches[index];
    }

    int lastSequence() {
        return count == 0 ? RecordBatch.NO_SEQUENCE : batches[count - 1].lastSequence;
    }

    void add(Batch batch) {
        if (count == WINDOW) {
            System.arraycopy(batches, 1, batches, 0, WINDOW - 1);
            count--;
        }
        batches[count++] = batch;
    }

    /** A new epoch forgets the batches of the old one: its sequence begins at 0. */
    void raiseEpoch(short newEpoch) {
        if (newEpoch != epoch) {
            epoch = newEpoch;
            count = 0;
        }
    }
}
