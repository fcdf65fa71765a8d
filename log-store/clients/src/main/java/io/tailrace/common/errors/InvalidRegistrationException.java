package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_REGISTRATION} (119) of the protocol. */
public class InvalidRegistrationException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidRegistrationException(@Nullable String message) {
        super(message);
    }
}
