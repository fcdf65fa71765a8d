package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** The client cannot go on by itself, but the application can: by making a new one. */
public abstract class ApplicationRecoverableException extends ApiException {

    private static final long serialVersionUID = 1L;

    public ApplicationRecoverableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public ApplicationRecoverableException(@Nullable String message) {
        super(message);
    }

    public ApplicationRecoverableException(@Nullable Throwable cause) {
        super(cause);
    }

    public ApplicationRecoverableException() {}
}
