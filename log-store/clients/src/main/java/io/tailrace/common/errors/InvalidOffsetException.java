package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** An offset that the partition does not have. */
public class InvalidOffsetException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidOffsetException(@Nullable String message) {
        super(message);
    }

    public InvalidOffsetException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
