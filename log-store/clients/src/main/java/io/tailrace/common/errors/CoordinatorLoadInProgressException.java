package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code COORDINATOR_LOAD_IN_PROGRESS} (14) of the protocol. */
public class CoordinatorLoadInProgressException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public CoordinatorLoadInProgressException(@Nullable String message) {
        super(message);
    }

    public CoordinatorLoadInProgressException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
