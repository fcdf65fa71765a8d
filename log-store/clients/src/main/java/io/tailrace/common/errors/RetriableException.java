package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** A passing condition: the same request may succeed later. */
public abstract class RetriableException extends ApiException {

    private static final long serialVersionUID = 1L;

    public RetriableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public RetriableException(@Nullable String message) {
        super(message);
    }

    public RetriableException(@Nullable Throwable cause) {
        super(cause);
    }

    public RetriableException() {}
}
