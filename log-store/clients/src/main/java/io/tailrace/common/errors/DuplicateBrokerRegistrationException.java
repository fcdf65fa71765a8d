package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DUPLICATE_BROKER_REGISTRATION} (101) of the protocol. */
public class DuplicateBrokerRegistrationException extends ApiException {

    private static final long serialVersionUID = 1L;

    public DuplicateBrokerRegistrationException(@Nullable String message) {
        super(message);
    }

    public DuplicateBrokerRegistrationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
