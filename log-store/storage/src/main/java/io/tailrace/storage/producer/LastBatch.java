package io.tailrace.storage.producer;

import io.tailrace.protocol.record.RecordBatch;

/**
 * What the log must go on to hold of an active producer, so that its state can be found again from the log alone: the batch with the
 * last sequence number, or where there is none, the marker with the last epoch.
 *
 * @param lastDataOffset of the producer's last data batch; -1 if it is not known
 */
public record LastBatch(long lastDataOffset, short producerEpoch) {

    public boolean is(RecordBatch batch) {
        return lastDataOffset >= 0
                ? batch.lastOffset() == lastDataOffset
                : batch.isControl() && batch.producerEpoch() == producerEpoch;
    }
}
