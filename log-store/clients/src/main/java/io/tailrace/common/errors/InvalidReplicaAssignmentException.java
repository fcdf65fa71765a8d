package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_REPLICA_ASSIGNMENT} (39) of the protocol. */
public class InvalidReplicaAssignmentException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidReplicaAssignmentException(@Nullable String message) {
        super(message);
    }

    public InvalidReplicaAssignmentException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
