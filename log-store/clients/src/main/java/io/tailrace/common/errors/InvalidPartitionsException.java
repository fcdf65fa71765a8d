package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_PARTITIONS} (37) of the protocol. */
public class InvalidPartitionsException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidPartitionsException(@Nullable String message) {
        super(message);
    }

    public InvalidPartitionsException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
