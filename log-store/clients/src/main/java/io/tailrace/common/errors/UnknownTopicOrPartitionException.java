package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNKNOWN_TOPIC_OR_PARTITION} (3) of the protocol. */
public class UnknownTopicOrPartitionException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public UnknownTopicOrPartitionException() {}

    public UnknownTopicOrPartitionException(@Nullable String message) {
        super(message);
    }

    public UnknownTopicOrPartitionException(@Nullable Throwable cause) {
        super(cause);
    }

    public UnknownTopicOrPartitionException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
