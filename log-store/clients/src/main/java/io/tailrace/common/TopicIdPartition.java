package io.tailrace.common;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A partition together with the id of its topic, which tells a topic from a later one of the same name.
 *
 * <p><b>Threads:</b> immutable.
 */
public class TopicIdPartition {

    private final Uuid topicId;
    private final TopicPartition topicPartition;

    public TopicIdPartition(Uuid topicId, TopicPartition topicPartition) {
        this.topicId = Objects.requireNonNull(topicId, "topicId");
        this.topicPartition = Objects.requireNonNull(topicPartition, "topicPartition");
    }

    public TopicIdPartition(Uuid topicId, int partition, String topic) {
        this(topicId, new TopicPartition(topic, partition));
    }

    public Uuid topicId() {
        return topicId;
    }

    public String topic() {
        return topicPartition.topic();
    }

    public int partition() {
        return topicPartition.partition();
    }

    public TopicPartition topicPartition() {
        return topicPartition;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicIdPartition that
                && topicId.equals(that.topicId)
                && topicPartition.equals(that.topicPartition);
    }

    @Override
    public int hashCode() {
        return 31 * topicId.hashCode() + topicPartition.hashCode();
    }

    @Override
    public String toString() {
        return topicId + ":" + topicPartition;
    }
}
