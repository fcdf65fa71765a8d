package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_SESSION_TIMEOUT} (26) of the protocol. */
public class InvalidSessionTimeoutException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidSessionTimeoutException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public InvalidSessionTimeoutException(@Nullable String message) {
        super(message);
    }
}
