package io.tailrace.streams.processor;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.streams.errors.StreamsException;

/** Fails on a negative timestamp. The default extractor. */
public class FailOnInvalidTimestamp extends ExtractRecordMetadataTimestamp {
    @Override
    public long onInvalidTimestamp(ConsumerRecord<Object, Object> record, long recordTimestamp, long partitionTime) {
        throw new StreamsException("Input record at " + record.topic() + "-" + record.partition() + " offset "
                + record.offset() + " has invalid (negative) timestamp " + recordTimestamp
                + ". Use another TimestampExtractor to process this data.");
    }
}
