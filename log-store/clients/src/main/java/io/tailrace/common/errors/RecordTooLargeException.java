package io.tailrace.common.errors;

import io.tailrace.common.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Error {@code MESSAGE_TOO_LARGE} (10) of the protocol, or a record that exceeds a limit of the client itself. */
public class RecordTooLargeException extends ApiException {

    private static final long serialVersionUID = 1L;

    private final transient Map<TopicPartition, Long> recordTooLargePartitions;

    public RecordTooLargeException() {
        recordTooLargePartitions = Map.of();
    }

    public RecordTooLargeException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        recordTooLargePartitions = Map.of();
    }

    public RecordTooLargeException(@Nullable String message) {
        super(message);
        recordTooLargePartitions = Map.of();
    }

    public RecordTooLargeException(@Nullable Throwable cause) {
        super(cause);
        recordTooLargePartitions = Map.of();
    }

    public RecordTooLargeException(@Nullable String message, Map<TopicPartition, Long> recordTooLargePartitions) {
        super(message);
        this.recordTooLargePartitions = Map.copyOf(recordTooLargePartitions);
    }

    /** The partitions whose next record does not fit, with the offset of that record. */
    public Map<TopicPartition, Long> recordTooLargePartitions() {
        return recordTooLargePartitions;
    }
}
