package io.tailrace.connect.task;

import io.tailrace.clients.consumer.ConsumerRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The consumed records behind the sink records that the task has and that are not committed yet, so that a plugin that
 * reports one later still gets the original bytes into the dead-letter topic. Bounded by what lies between two commits.
 *
 * <p><b>Threads:</b> any; one lock.
 */
final class OriginalRecords {

    private final Map<TopicPartition, Map<Long, ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();

    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
        records.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), key -> new HashMap<>())
                .put(record.offset(), record);
    }

    synchronized ConsumerRecord<byte[], byte[]> of(SinkRecord record) {
        TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
        ConsumerRecord<byte[], byte[]> original =
                records.getOrDefault(partition, Map.of()).get(record.originalKafkaOffset());
        if (original == null) {
            throw new ConnectException("expected a reported record that is not committed yet, found " + partition
                    + ", offset " + record.originalKafkaOffset());
        }
        return original;
    }

    synchronized void forgetBefore(TopicPartition partition, long offset) {
        Map<Long, ConsumerRecord<byte[], byte[]>> known = records.get(partition);
        if (known != null) {
            known.keySet().removeIf(candidate -> candidate < offset);
        }
    }

    synchronized void forget(TopicPartition partition) {
        records.remove(partition);
    }
}
