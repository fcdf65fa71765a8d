package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNKNOWN_LEADER_EPOCH} (75) of the protocol. */
public class UnknownLeaderEpochException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public UnknownLeaderEpochException(@Nullable String message) {
        super(message);
    }

    public UnknownLeaderEpochException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
