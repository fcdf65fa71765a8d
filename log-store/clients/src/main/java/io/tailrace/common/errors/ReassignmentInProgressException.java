package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code REASSIGNMENT_IN_PROGRESS} (60) of the protocol. */
public class ReassignmentInProgressException extends ApiException {

    private static final long serialVersionUID = 1L;

    public ReassignmentInProgressException(@Nullable String message) {
        super(message);
    }

    public ReassignmentInProgressException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
