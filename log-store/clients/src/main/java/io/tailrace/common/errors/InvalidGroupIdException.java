package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_GROUP_ID} (24) of the protocol. */
public class InvalidGroupIdException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidGroupIdException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public InvalidGroupIdException(@Nullable String message) {
        super(message);
    }
}
