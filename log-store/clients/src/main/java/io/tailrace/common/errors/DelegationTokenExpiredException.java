package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DELEGATION_TOKEN_EXPIRED} (66) of the protocol. */
public class DelegationTokenExpiredException extends ApiException {

    private static final long serialVersionUID = 1L;

    public DelegationTokenExpiredException(@Nullable String message) {
        super(message);
    }

    public DelegationTokenExpiredException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
