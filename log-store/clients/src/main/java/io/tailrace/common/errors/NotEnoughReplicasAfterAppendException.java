package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NOT_ENOUGH_REPLICAS_AFTER_APPEND} (20) of the protocol. */
public class NotEnoughReplicasAfterAppendException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public NotEnoughReplicasAfterAppendException(@Nullable String message) {
        super(message);
    }
}
