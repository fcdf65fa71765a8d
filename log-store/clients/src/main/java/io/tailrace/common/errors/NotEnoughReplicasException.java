package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NOT_ENOUGH_REPLICAS} (19) of the protocol. */
public class NotEnoughReplicasException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public NotEnoughReplicasException() {}

    public NotEnoughReplicasException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public NotEnoughReplicasException(@Nullable String message) {
        super(message);
    }

    public NotEnoughReplicasException(@Nullable Throwable cause) {
        super(cause);
    }
}
