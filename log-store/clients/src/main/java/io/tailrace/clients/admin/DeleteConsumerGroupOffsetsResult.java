package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.TopicPartition;
import java.util.Map;

/** The outcome of {@link Admin#deleteConsumerGroupOffsets}. */
public class DeleteConsumerGroupOffsetsResult {
    private final Map<TopicPartition, KafkaFuture<Void>> futures;

    protected DeleteConsumerGroupOffsetsResult(Map<TopicPartition, KafkaFuture<Void>> futures) {
        this.futures = futures;
    }

    /** The outcome for one partition. */
    public KafkaFuture<Void> partitionResult(TopicPartition partition) {
        return Futures.of(futures, partition);
    }

    /** Succeeds if every one does. */
    public KafkaFuture<Void> all() {
        return Futures.allOf(futures.values());
    }
}
