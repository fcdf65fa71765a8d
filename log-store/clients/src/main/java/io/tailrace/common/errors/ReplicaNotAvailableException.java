package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code REPLICA_NOT_AVAILABLE} (9) of the protocol. */
public class ReplicaNotAvailableException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public ReplicaNotAvailableException(@Nullable String message) {
        super(message);
    }

    public ReplicaNotAvailableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public ReplicaNotAvailableException(@Nullable Throwable cause) {
        super(cause);
    }
}
