package io.tailrace.samples.clickstream;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Deserializer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a topic from where a run began to its end, as records or as the table that they are: the last value of each key,
 * without the keys whose last value is null.
 *
 * @param begins where to begin, by partition
 */
record TableReader(String bootstrap, String topic, Map<Integer, Long> begins) {

    /** The table, in the order in which its keys were first seen. */
    <K, V> Map<K, V> read(Deserializer<K> keys, Deserializer<V> values) {
        Map<K, V> table = new LinkedHashMap<>();
        scan(keys, values, record -> {
            if (record.value() == null) {
                table.remove(record.key());
            } else {
                table.put(record.key(), record.value());
            }
        });
        return table;
    }

    /** Hands over every record up to where the topic ends now. */
    <K, V> void scan(Deserializer<K> keys, Deserializer<V> values, Consumer<ConsumerRecord<K, V>> action) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false");
        try (TailraceConsumer<K, V> consumer = new TailraceConsumer<>(config, keys, values)) {
            List<TopicPartition> partitions = begins.keySet().stream()
                    .map(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            begins.forEach((partition, offset) -> consumer.seek(new TopicPartition(topic, partition), offset));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(action);
            }
        }
    }
}
