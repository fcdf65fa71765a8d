package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code STALE_BROKER_EPOCH} (77) of the protocol. */
public class StaleBrokerEpochException extends ApiException {

    private static final long serialVersionUID = 1L;

    public StaleBrokerEpochException(@Nullable String message) {
        super(message);
    }

    public StaleBrokerEpochException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
