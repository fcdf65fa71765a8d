package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNKNOWN_SUBSCRIPTION_ID} (117) of the protocol. */
public class UnknownSubscriptionIdException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnknownSubscriptionIdException(@Nullable String message) {
        super(message);
    }
}
