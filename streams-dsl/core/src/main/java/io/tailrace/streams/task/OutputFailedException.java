package io.tailrace.streams.task;

import io.tailrace.streams.errors.StreamsException;

/** Output sent earlier has failed for good. No handler is asked about it: it says nothing about the record in process. */
public final class OutputFailedException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public OutputFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
