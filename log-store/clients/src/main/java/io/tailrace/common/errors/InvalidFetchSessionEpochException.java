package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_FETCH_SESSION_EPOCH} (71) of the protocol. */
public class InvalidFetchSessionEpochException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public InvalidFetchSessionEpochException() {}

    public InvalidFetchSessionEpochException(@Nullable String message) {
        super(message);
    }
}
