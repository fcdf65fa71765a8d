package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_PRINCIPAL_TYPE} (67) of the protocol. */
public class InvalidPrincipalTypeException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidPrincipalTypeException(@Nullable String message) {
        super(message);
    }

    public InvalidPrincipalTypeException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
