package io.tailrace.streams.processor;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.streams.errors.StreamsException;

/** Gives a record with a negative timestamp the largest timestamp of its partition so far; fails if there is none. */
public class UsePartitionTimeOnInvalidTimestamp extends ExtractRecordMetadataTimestamp {
    @Override
    public long onInvalidTimestamp(ConsumerRecord<Object, Object> record, long recordTimestamp, long partitionTime) {
        if (partitionTime < 0) {
            throw new StreamsException("Could not infer new timestamp for input record at " + record.topic() + "-"
                    + record.partition() + " offset " + record.offset() + " because partition time is unknown.");
        }
        return partitionTime;
    }
}
