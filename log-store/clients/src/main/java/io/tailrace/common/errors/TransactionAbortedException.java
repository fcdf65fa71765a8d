package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** The batch was dropped because its transaction was aborted by the application. */
public class TransactionAbortedException extends ApiException {

    private static final long serialVersionUID = 1L;

    public TransactionAbortedException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public TransactionAbortedException(@Nullable String message) {
        super(message);
    }

    public TransactionAbortedException() {}
}
