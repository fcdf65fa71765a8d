package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code PREFERRED_LEADER_NOT_AVAILABLE} (80) of the protocol. */
public class PreferredLeaderNotAvailableException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public PreferredLeaderNotAvailableException(@Nullable String message) {
        super(message);
    }

    public PreferredLeaderNotAvailableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
