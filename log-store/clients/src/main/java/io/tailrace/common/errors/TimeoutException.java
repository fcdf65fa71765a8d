package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code REQUEST_TIMED_OUT} (7) of the protocol. */
public class TimeoutException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public TimeoutException() {}

    public TimeoutException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public TimeoutException(@Nullable String message) {
        super(message);
    }

    public TimeoutException(@Nullable Throwable cause) {
        super(cause);
    }
}
