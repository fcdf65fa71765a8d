package io.tailrace.clients.admin;

import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.KafkaFuture;
import io.tailrace.common.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome of {@link Admin#listConsumerGroupOffsets}. */
public class ListConsumerGroupOffsetsResult {
    private final Map<String, KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>>> futures;

    ListConsumerGroupOffsetsResult(Map<String, KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>>> futures) {
        this.futures = futures;
    }

    /** The offsets of the only group asked for; null for a partition without one. */
    public KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>> partitionsToOffsetAndMetadata() {
        if (futures.size() != 1) {
            throw new IllegalStateException("expected one group, found " + futures.keySet());
        }
        return futures.values().iterator().next();
    }

    /** The offsets of one group; null for a partition without one. */
    public KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>> partitionsToOffsetAndMetadata(String groupId) {
        return Futures.of(futures, groupId);
    }

    /** The offsets of all groups; fails if one fails. */
    public KafkaFuture<Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>>> all() {
        return Futures.all(futures);
    }
}
