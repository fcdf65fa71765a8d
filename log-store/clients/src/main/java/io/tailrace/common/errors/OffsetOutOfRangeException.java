package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code OFFSET_OUT_OF_RANGE} (1) of the protocol. */
public class OffsetOutOfRangeException extends InvalidOffsetException {

    private static final long serialVersionUID = 1L;

    public OffsetOutOfRangeException(@Nullable String message) {
        super(message);
    }

    public OffsetOutOfRangeException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
