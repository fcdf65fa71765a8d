package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** A passing condition that asks for fresh metadata before the next try. */
public abstract class RefreshRetriableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public RefreshRetriableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public RefreshRetriableException(@Nullable String message) {
        super(message);
    }

    public RefreshRetriableException(@Nullable Throwable cause) {
        super(cause);
    }

    public RefreshRetriableException() {}
}
