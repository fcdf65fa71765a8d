package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_FETCH_SIZE} (4) of the protocol. */
public class InvalidFetchSizeException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidFetchSizeException(@Nullable String message) {
        super(message);
    }

    public InvalidFetchSizeException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
