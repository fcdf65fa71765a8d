package io.tailrace.connect.task;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Between the types that plugins are written to, which are Kafka's, and those of the own clients. */
final class KafkaTypes {

    private KafkaTypes() {}

    static TopicPartition toKafka(io.tailrace.common.TopicPartition partition) {
        return new TopicPartition(partition.topic(), partition.partition());
    }

    static List<TopicPartition> toKafka(Collection<io.tailrace.common.TopicPartition> partitions) {
        return partitions.stream().map(KafkaTypes::toKafka).toList();
    }

    static io.tailrace.common.TopicPartition fromKafka(TopicPartition partition) {
        return new io.tailrace.common.TopicPartition(partition.topic(), partition.partition());
    }

    static Map<TopicPartition, OffsetAndMetadata> toKafkaOffsets(Map<io.tailrace.common.TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> converted = new HashMap<>();
        offsets.forEach((partition, offset) -> converted.put(toKafka(partition), new OffsetAndMetadata(offset)));
        return converted;
    }

    static Map<io.tailrace.common.TopicPartition, io.tailrace.clients.consumer.OffsetAndMetadata> fromKafkaOffsets(
            Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<io.tailrace.common.TopicPartition, io.tailrace.clients.consumer.OffsetAndMetadata> converted =
                new HashMap<>();
        offsets.forEach((partition, offset) -> converted.put(
                fromKafka(partition),
                new io.tailrace.clients.consumer.OffsetAndMetadata(offset.offset(), offset.metadata())));
        return converted;
    }
}
