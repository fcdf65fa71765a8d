package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** The TLS handshake with a broker failed. */
public class SslAuthenticationException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    public SslAuthenticationException(@Nullable String message) {
        super(message);
    }

    public SslAuthenticationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
