package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code POSITION_OUT_OF_RANGE} (99) of the protocol. */
public class PositionOutOfRangeException extends ApiException {

    private static final long serialVersionUID = 1L;

    public PositionOutOfRangeException(@Nullable String message) {
        super(message);
    }

    public PositionOutOfRangeException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
