package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code PRODUCER_FENCED} (90) of the protocol. */
public class ProducerFencedException extends ApplicationRecoverableException {

    private static final long serialVersionUID = 1L;

    public ProducerFencedException(@Nullable String message) {
        super(message);
    }
}
