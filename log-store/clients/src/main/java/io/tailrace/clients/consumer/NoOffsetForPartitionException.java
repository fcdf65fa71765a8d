package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import java.io.Serial;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Partitions without a committed offset while {@code auto.offset.reset=none}. */
public class NoOffsetForPartitionException extends InvalidOffsetException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final HashSet<TopicPartition> partitions;

    public NoOffsetForPartitionException(TopicPartition partition) {
        this(Collections.singleton(partition));
    }

    public NoOffsetForPartitionException(Collection<TopicPartition> partitions) {
        super("Undefined offset with no reset policy for partitions: " + partitions);
        this.partitions = new HashSet<>(partitions);
    }

    @Override
    public Set<TopicPartition> partitions() {
        return Collections.unmodifiableSet(partitions);
    }
}
