package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_VOTER_KEY} (125) of the protocol. */
public class InvalidVoterKeyException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidVoterKeyException(@Nullable String message) {
        super(message);
    }

    public InvalidVoterKeyException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
