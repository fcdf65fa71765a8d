package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_REQUEST} (42) of the protocol. */
public class InvalidRequestException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(@Nullable String message) {
        super(message);
    }

    public InvalidRequestException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
