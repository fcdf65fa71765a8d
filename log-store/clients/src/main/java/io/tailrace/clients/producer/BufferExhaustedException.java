package io.tailrace.clients.producer;

import io.tailrace.common.errors.TimeoutException;

/** The producer's {@code buffer.memory} was full for {@code max.block.ms}: the record was not sent. */
public class BufferExhaustedException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    public BufferExhaustedException(String message) {
        super(message);
    }
}
