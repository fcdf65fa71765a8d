package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code FENCED_LEADER_EPOCH} (74) of the protocol. */
public class FencedLeaderEpochException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public FencedLeaderEpochException(@Nullable String message) {
        super(message);
    }

    public FencedLeaderEpochException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
