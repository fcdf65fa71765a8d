package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DELEGATION_TOKEN_REQUEST_NOT_ALLOWED} (64) of the protocol. */
public class UnsupportedByAuthenticationException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnsupportedByAuthenticationException(@Nullable String message) {
        super(message);
    }

    public UnsupportedByAuthenticationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
