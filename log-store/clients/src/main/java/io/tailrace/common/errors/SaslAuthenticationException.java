package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code SASL_AUTHENTICATION_FAILED} (58) of the protocol. */
public class SaslAuthenticationException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    public SaslAuthenticationException(@Nullable String message) {
        super(message);
    }

    public SaslAuthenticationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
