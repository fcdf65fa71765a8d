package io.tailrace.streams.processor;

import io.tailrace.clients.consumer.ConsumerRecord;

/** Takes the time of processing as event time. */
public class WallclockTimestampExtractor implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return System.currentTimeMillis();
    }
}
