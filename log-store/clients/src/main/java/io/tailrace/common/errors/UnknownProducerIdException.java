package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNKNOWN_PRODUCER_ID} (59) of the protocol. */
public class UnknownProducerIdException extends OutOfOrderSequenceException {

    private static final long serialVersionUID = 1L;

    public UnknownProducerIdException(@Nullable String message) {
        super(message);
    }
}
