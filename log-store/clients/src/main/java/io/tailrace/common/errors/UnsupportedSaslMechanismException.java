package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNSUPPORTED_SASL_MECHANISM} (33) of the protocol. */
public class UnsupportedSaslMechanismException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    public UnsupportedSaslMechanismException(@Nullable String message) {
        super(message);
    }

    public UnsupportedSaslMechanismException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
