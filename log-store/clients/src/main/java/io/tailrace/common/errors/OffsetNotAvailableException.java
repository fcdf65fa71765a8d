package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code OFFSET_NOT_AVAILABLE} (78) of the protocol. */
public class OffsetNotAvailableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public OffsetNotAvailableException(@Nullable String message) {
        super(message);
    }
}
