package io.tailrace.clients.admin;

import io.tailrace.common.TopicPartition;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which offsets of a group are asked for. <b>Threads:</b> one. */
public class ListConsumerGroupOffsetsSpec {
    private @Nullable Collection<TopicPartition> topicPartitions;

    /** Only these partitions; null for all that have an offset. */
    public ListConsumerGroupOffsetsSpec topicPartitions(@Nullable Collection<TopicPartition> topicPartitions) {
        this.topicPartitions = topicPartitions;
        return this;
    }

    public @Nullable Collection<TopicPartition> topicPartitions() {
        return topicPartitions;
    }
}
