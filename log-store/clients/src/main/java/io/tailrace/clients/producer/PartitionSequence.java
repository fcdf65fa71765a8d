package io.tailrace.clients.producer;

import io.tailrace.clients.producer.ProducerBatch.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers by which a broker recognises the batches of one partition (KIP-98, KIP-360), and which batches carry some
 * and have no final outcome yet, in their order.
 *
 * <p>A batch that fails for good leaves a gap in the numbers, or nobody knows whether it does. Then no new batch gets
 * numbers; those that have some are sent on until each is known to be stored or not. When none is under way any more and
 * none can be stored without our knowing, the partition starts over at 0 with the next epoch, and the batches that are
 * left get new numbers: so none is stored twice. A broker that does not know the producer yet accepts any first number,
 * so until the first batch of an epoch is stored no second one may be under way. Epochs count per partition, because brokers keep producer state so.
 *
 * <p><b>Threads:</b> the client's thread.
 */
final class PartitionSequence {

    private static final short LAST_EPOCH = Short.MAX_VALUE - 1;

    private final List<ProducerBatch> outstanding = new ArrayList<>();
    private long producerId = Sequence.NONE.producerId();
    private short epoch;
    private int next;
    private boolean broken;
    private boolean known;

    /** {@code sequence + count}, going on from 0 after the largest. */
    static int plus(int sequence, int count) {
        return sequence > Integer.MAX_VALUE - count ? count - (Integer.MAX_VALUE - sequence) - 1 : sequence + count;
    }

    /** Whether new batches must wait for a new epoch. */
    boolean isBroken() {
        return broken;
    }

    void markBroken() {
        broken = true;
    }

    /** The numbers of the next batch. */
    Sequence take(ProducerBatch batch, long currentProducerId) {
        if (producerId != currentProducerId && outstanding.isEmpty()) {
            producerId = currentProducerId;
            epoch = 0;
            next = 0;
            known = false;
        }
        Sequence taken = new Sequence(producerId, epoch, next);
        next = plus(next, batch.recordCount());
        outstanding.add(batch);
        return taken;
    }

    /** Whether no batch with earlier numbers is without an outcome. */
    boolean isFirst(ProducerBatch batch) {
        return !outstanding.isEmpty() && outstanding.get(0) == batch;
    }

    void resolve(ProducerBatch batch) {
        outstanding.remove(batch);
    }

    /** The broker has stored a batch, and so knows the epoch. */
    void stored(ProducerBatch batch) {
        outstanding.remove(batch);
        Sequence numbers = batch.sequence();
        known |= numbers.producerId() == producerId && numbers.epoch() == epoch;
    }

    /** Whether the broker knows the producer in its present epoch. */
    boolean isKnown(long currentProducerId) {
        return known && producerId == currentProducerId;
    }

    /** The parts stand where the batch stood: together they carry its numbers. */
    void replace(ProducerBatch batch, List<ProducerBatch> parts) {
        int at = outstanding.indexOf(batch);
        outstanding.remove(at);
        outstanding.addAll(at, parts);
    }

    /**
     * Starts over with the next epoch, if that is wanted and safe.
     *
     * @param inFlight requests of this partition without an answer
     * @return the batches that have to give up their numbers; empty if nothing happened or none has any
     */
    List<ProducerBatch> startOverIfSafe(int inFlight) {
        if (!broken || inFlight > 0 || outstanding.stream().anyMatch(ProducerBatch::maybeAppended)) {
            return List.of();
        }
        List<ProducerBatch> renumbered = List.copyOf(outstanding);
        outstanding.clear();
        broken = false;
        epoch++;
        next = 0;
        known = false;
        return renumbered;
    }

    /** Whether the epochs of the producer id are used up: then the producer needs another id. */
    boolean isEpochExhausted(long currentProducerId) {
        return producerId == currentProducerId && epoch > LAST_EPOCH;
    }
}
