package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code OPERATION_NOT_ATTEMPTED} (55) of the protocol. */
public class OperationNotAttemptedException extends ApiException {

    private static final long serialVersionUID = 1L;

    public OperationNotAttemptedException(@Nullable String message) {
        super(message);
    }
}
