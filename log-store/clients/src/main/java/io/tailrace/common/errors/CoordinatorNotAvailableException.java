package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code COORDINATOR_NOT_AVAILABLE} (15) of the protocol. */
public class CoordinatorNotAvailableException extends RefreshRetriableException {

    private static final long serialVersionUID = 1L;

    public CoordinatorNotAvailableException(@Nullable String message) {
        super(message);
    }

    public CoordinatorNotAvailableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
