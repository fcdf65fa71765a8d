package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import java.io.Serial;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Positions outside the log (cut off by retention, or past its end) while {@code auto.offset.reset=none}. */
public class OffsetOutOfRangeException extends InvalidOffsetException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final HashMap<TopicPartition, Long> positions;

    public OffsetOutOfRangeException(Map<TopicPartition, Long> offsetOutOfRangePartitions) {
        this(
                "Offsets out of range with no configured reset policy for partitions: " + offsetOutOfRangePartitions,
                offsetOutOfRangePartitions);
    }

    public OffsetOutOfRangeException(String message, Map<TopicPartition, Long> offsetOutOfRangePartitions) {
        super(message);
        this.positions = new HashMap<>(offsetOutOfRangePartitions);
    }

    /** The position of each. */
    public Map<TopicPartition, Long> offsetOutOfRangePartitions() {
        return Collections.unmodifiableMap(positions);
    }

    @Override
    public Set<TopicPartition> partitions() {
        return Collections.unmodifiableSet(positions.keySet());
    }
}
