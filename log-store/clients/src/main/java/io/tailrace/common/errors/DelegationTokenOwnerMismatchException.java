package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DELEGATION_TOKEN_OWNER_MISMATCH} (63) of the protocol. */
public class DelegationTokenOwnerMismatchException extends ApiException {

    private static final long serialVersionUID = 1L;

    public DelegationTokenOwnerMismatchException(@Nullable String message) {
        super(message);
    }

    public DelegationTokenOwnerMismatchException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
