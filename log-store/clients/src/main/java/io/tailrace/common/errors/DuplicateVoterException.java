package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DUPLICATE_VOTER} (126) of the protocol. */
public class DuplicateVoterException extends ApiException {

    private static final long serialVersionUID = 1L;

    public DuplicateVoterException(@Nullable String message) {
        super(message);
    }

    public DuplicateVoterException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
