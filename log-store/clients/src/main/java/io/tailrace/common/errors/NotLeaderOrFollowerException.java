package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NOT_LEADER_OR_FOLLOWER} (6) of the protocol. */
public class NotLeaderOrFollowerException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public NotLeaderOrFollowerException() {}

    public NotLeaderOrFollowerException(@Nullable String message) {
        super(message);
    }

    public NotLeaderOrFollowerException(@Nullable Throwable cause) {
        super(cause);
    }

    public NotLeaderOrFollowerException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
