package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NOT_CONTROLLER} (41) of the protocol. */
public class NotControllerException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public NotControllerException(@Nullable String message) {
        super(message);
    }

    public NotControllerException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
