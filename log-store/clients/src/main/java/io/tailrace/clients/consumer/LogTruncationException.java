package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import java.io.Serial;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The log was cut below the position after an unclean leader change: records that were read no longer exist. Thrown
 * while {@code auto.offset.reset=none}; otherwise the position goes to the point of divergence (KIP-320).
 */
public class LogTruncationException extends OffsetOutOfRangeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final HashMap<TopicPartition, OffsetAndMetadata> divergentOffsets;

    public LogTruncationException(
            Map<TopicPartition, Long> fetchOffsets, Map<TopicPartition, OffsetAndMetadata> divergentOffsets) {
        this(
                "Truncated partitions detected with divergent offsets " + divergentOffsets,
                fetchOffsets,
                divergentOffsets);
    }

    public LogTruncationException(
            String message,
            Map<TopicPartition, Long> fetchOffsets,
            Map<TopicPartition, OffsetAndMetadata> divergentOffsets) {
        super(message, fetchOffsets);
        this.divergentOffsets = new HashMap<>(divergentOffsets);
    }

    /** The first offset at which the log differs from what was read, for partitions where the broker could tell. */
    public Map<TopicPartition, OffsetAndMetadata> divergentOffsets() {
        return Collections.unmodifiableMap(divergentOffsets);
    }
}
