package io.tailrace.clients.consumer;

import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import java.io.Serial;
import java.util.Set;

/** Positions that cannot be read from, with no policy that says where to go on: seek, then poll again. */
public abstract class InvalidOffsetException extends KafkaException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidOffsetException(String message) {
        super(message);
    }

    public abstract Set<TopicPartition> partitions();
}
