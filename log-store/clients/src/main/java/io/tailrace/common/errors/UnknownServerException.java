package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNKNOWN_SERVER_ERROR} (-1) of the protocol. */
public class UnknownServerException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnknownServerException() {}

    public UnknownServerException(@Nullable String message) {
        super(message);
    }

    public UnknownServerException(@Nullable Throwable cause) {
        super(cause);
    }

    public UnknownServerException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
