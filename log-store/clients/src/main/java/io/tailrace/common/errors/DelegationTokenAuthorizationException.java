package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DELEGATION_TOKEN_AUTHORIZATION_FAILED} (65) of the protocol. */
public class DelegationTokenAuthorizationException extends AuthorizationException {

    private static final long serialVersionUID = 1L;

    public DelegationTokenAuthorizationException(@Nullable String message) {
        super(message);
    }

    public DelegationTokenAuthorizationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
