package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code TRANSACTIONAL_ID_AUTHORIZATION_FAILED} (53) of the protocol. */
public class TransactionalIdAuthorizationException extends AuthorizationException {

    private static final long serialVersionUID = 1L;

    public TransactionalIdAuthorizationException(@Nullable String message) {
        super(message);
    }
}
