package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_SHARE_SESSION_EPOCH} (123) of the protocol. */
public class InvalidShareSessionEpochException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public InvalidShareSessionEpochException(@Nullable String message) {
        super(message);
    }
}
