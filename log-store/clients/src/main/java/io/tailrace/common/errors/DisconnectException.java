package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** The connection ended before the answer came: whether the broker acted is unknown. */
public class DisconnectException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public DisconnectException() {}

    public DisconnectException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public DisconnectException(@Nullable String message) {
        super(message);
    }

    public DisconnectException(@Nullable Throwable cause) {
        super(cause);
    }
}
