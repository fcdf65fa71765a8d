package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code TRANSACTION_ABORTABLE} (120) of the protocol. */
public class TransactionAbortableException extends ApiException {

    private static final long serialVersionUID = 1L;

    public TransactionAbortableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public TransactionAbortableException(@Nullable String message) {
        super(message);
    }
}
