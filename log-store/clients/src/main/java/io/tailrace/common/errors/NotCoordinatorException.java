package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NOT_COORDINATOR} (16) of the protocol. */
public class NotCoordinatorException extends RefreshRetriableException {

    private static final long serialVersionUID = 1L;

    public NotCoordinatorException(@Nullable String message) {
        super(message);
    }

    public NotCoordinatorException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
