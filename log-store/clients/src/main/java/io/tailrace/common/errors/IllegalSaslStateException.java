package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code ILLEGAL_SASL_STATE} (34) of the protocol. */
public class IllegalSaslStateException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    public IllegalSaslStateException(@Nullable String message) {
        super(message);
    }

    public IllegalSaslStateException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
