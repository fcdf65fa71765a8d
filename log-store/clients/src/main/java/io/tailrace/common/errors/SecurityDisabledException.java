package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code SECURITY_DISABLED} (54) of the protocol. */
public class SecurityDisabledException extends ApiException {

    private static final long serialVersionUID = 1L;

    public SecurityDisabledException(@Nullable String message) {
        super(message);
    }

    public SecurityDisabledException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
