package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code DELEGATION_TOKEN_NOT_FOUND} (62) of the protocol. */
public class DelegationTokenNotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    public DelegationTokenNotFoundException(@Nullable String message) {
        super(message);
    }

    public DelegationTokenNotFoundException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
