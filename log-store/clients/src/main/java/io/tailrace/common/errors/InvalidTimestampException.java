package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_TIMESTAMP} (32) of the protocol. */
public class InvalidTimestampException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidTimestampException(@Nullable String message) {
        super(message);
    }

    public InvalidTimestampException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
