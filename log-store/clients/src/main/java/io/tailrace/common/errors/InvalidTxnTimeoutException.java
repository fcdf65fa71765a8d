package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_TRANSACTION_TIMEOUT} (50) of the protocol. */
public class InvalidTxnTimeoutException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidTxnTimeoutException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public InvalidTxnTimeoutException(@Nullable String message) {
        super(message);
    }
}
