package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code LEADER_NOT_AVAILABLE} (5) of the protocol. */
public class LeaderNotAvailableException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public LeaderNotAvailableException(@Nullable String message) {
        super(message);
    }

    public LeaderNotAvailableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
