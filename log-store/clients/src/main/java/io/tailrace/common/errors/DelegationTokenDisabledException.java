package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DELEGATION_TOKEN_AUTH_DISABLED} (61) of the protocol. */
public class DelegationTokenDisabledException extends ApiException {

    private static final long serialVersionUID = 1L;

    public DelegationTokenDisabledException(@Nullable String message) {
        super(message);
    }

    public DelegationTokenDisabledException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
