package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code OUT_OF_ORDER_SEQUENCE_NUMBER} (45) of the protocol. */
public class OutOfOrderSequenceException extends ApiException {

    private static final long serialVersionUID = 1L;

    public OutOfOrderSequenceException(@Nullable String message) {
        super(message);
    }
}
