package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NO_REASSIGNMENT_IN_PROGRESS} (85) of the protocol. */
public class NoReassignmentInProgressException extends ApiException {

    private static final long serialVersionUID = 1L;

    public NoReassignmentInProgressException(@Nullable String message) {
        super(message);
    }

    public NoReassignmentInProgressException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
