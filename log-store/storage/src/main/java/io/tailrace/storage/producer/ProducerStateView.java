package io.tailrace.storage.producer;

/**
 * A producer as DescribeProducers shows it (KIP-664).
 *
 * @param lastSequence -1 if no batch of the epoch is known
 * @param lastTimestampMs when the producer was last heard of
 * @param coordinatorEpoch of the last transaction marker, or -1
 * @param currentTransactionStartOffset -1 without an open transaction
 */
public record ProducerStateView(
        long producerId,
        short producerEpoch,
        int lastSequence,
        long lastTimestampMs,
        int coordinatorEpoch,
        long currentTransactionStartOffset) {}
