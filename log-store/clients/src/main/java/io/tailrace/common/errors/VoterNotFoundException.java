package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code VOTER_NOT_FOUND} (127) of the protocol. */
public class VoterNotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    public VoterNotFoundException(@Nullable String message) {
        super(message);
    }

    public VoterNotFoundException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
