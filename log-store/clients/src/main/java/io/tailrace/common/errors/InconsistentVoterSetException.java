package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INCONSISTENT_VOTER_SET} (94) of the protocol. */
public class InconsistentVoterSetException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InconsistentVoterSetException(@Nullable String message) {
        super(message);
    }

    public InconsistentVoterSetException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
