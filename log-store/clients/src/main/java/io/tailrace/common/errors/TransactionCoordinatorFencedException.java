package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code TRANSACTION_COORDINATOR_FENCED} (52) of the protocol. */
public class TransactionCoordinatorFencedException extends ApiException {

    private static final long serialVersionUID = 1L;

    public TransactionCoordinatorFencedException(@Nullable String message) {
        super(message);
    }

    public TransactionCoordinatorFencedException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
