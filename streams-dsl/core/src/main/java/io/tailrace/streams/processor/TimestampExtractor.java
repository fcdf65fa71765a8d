package io.tailrace.streams.processor;

import io.tailrace.clients.consumer.ConsumerRecord;

/**
 * Decides the event time of an input record.
 *
 * <p><b>Threads:</b> called by all stream threads; stateless or thread-safe.
 */
@FunctionalInterface
public interface TimestampExtractor {
    /**
     * Event time in ms. A negative result drops the record (logged and counted).
     *
     * @param partitionTime largest timestamp of the record's partition so far in ms, or -1
     */
    long extract(ConsumerRecord<Object, Object> record, long partitionTime);
}
