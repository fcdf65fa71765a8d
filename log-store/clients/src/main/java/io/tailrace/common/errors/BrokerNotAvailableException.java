package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code BROKER_NOT_AVAILABLE} (8) of the protocol. */
public class BrokerNotAvailableException extends ApiException {

    private static final long serialVersionUID = 1L;

    public BrokerNotAvailableException(@Nullable String message) {
        super(message);
    }

    public BrokerNotAvailableException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
