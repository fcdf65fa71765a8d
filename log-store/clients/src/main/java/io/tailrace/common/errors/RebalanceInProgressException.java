package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code REBALANCE_IN_PROGRESS} (27) of the protocol. */
public class RebalanceInProgressException extends ApiException {

    private static final long serialVersionUID = 1L;

    public RebalanceInProgressException() {}

    public RebalanceInProgressException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public RebalanceInProgressException(@Nullable String message) {
        super(message);
    }

    public RebalanceInProgressException(@Nullable Throwable cause) {
        super(cause);
    }
}
