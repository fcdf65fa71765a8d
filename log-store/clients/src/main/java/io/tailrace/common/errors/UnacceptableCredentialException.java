package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNACCEPTABLE_CREDENTIAL} (93) of the protocol. */
public class UnacceptableCredentialException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnacceptableCredentialException(@Nullable String message) {
        super(message);
    }

    public UnacceptableCredentialException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
