package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code TRANSACTIONAL_ID_NOT_FOUND} (105) of the protocol. */
public class TransactionalIdNotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    public TransactionalIdNotFoundException(@Nullable String message) {
        super(message);
    }
}
