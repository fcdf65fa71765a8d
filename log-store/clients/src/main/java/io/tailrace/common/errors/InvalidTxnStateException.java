package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_TXN_STATE} (48) of the protocol. */
public class InvalidTxnStateException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidTxnStateException(@Nullable String message) {
        super(message);
    }
}
