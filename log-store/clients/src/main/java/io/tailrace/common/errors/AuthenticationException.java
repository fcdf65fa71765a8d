package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** The broker does not accept who the client says it is. */
public class AuthenticationException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    public AuthenticationException(@Nullable String message) {
        super(message);
    }

    public AuthenticationException(@Nullable Throwable cause) {
        super(cause);
    }

    public AuthenticationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
