package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_PRODUCER_EPOCH} (47) of the protocol. */
public class InvalidProducerEpochException extends ApplicationRecoverableException {

    private static final long serialVersionUID = 1L;

    public InvalidProducerEpochException(@Nullable String message) {
        super(message);
    }
}
