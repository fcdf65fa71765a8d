package io.tailrace.common;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A topic's name and the number of one of its partitions.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class TopicPartition implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final int partition;
    private final int hash;

    public TopicPartition(String topic, int partition) {
        this.topic = topic;
        this.partition = partition;
        this.hash = 31 * (31 + partition) + Objects.hashCode(topic);
    }

    public int partition() {
        return partition;
    }

    public String topic() {
        return topic;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TopicPartition that
                        && partition == that.partition
                        && Objects.equals(topic, that.topic));
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
