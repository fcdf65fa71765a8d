package io.tailrace.streams.processor;

import io.tailrace.clients.consumer.ConsumerRecord;

/** Takes the timestamp that the record carries and asks the subclass what to do with one that is negative. */
abstract class ExtractRecordMetadataTimestamp implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long timestamp = record.timestamp();
        return timestamp < 0 ? onInvalidTimestamp(record, timestamp, partitionTime) : timestamp;
    }

    public abstract long onInvalidTimestamp(
            ConsumerRecord<Object, Object> record, long recordTimestamp, long partitionTime);
}
