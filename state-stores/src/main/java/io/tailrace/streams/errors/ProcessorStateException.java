package io.tailrace.streams.errors;

import org.jspecify.annotations.Nullable;

/** A store could not be opened, read or written: the disk, or bytes on it that are not what they should be. */
public class ProcessorStateException extends StreamsException {

    private static final long serialVersionUID = 1L;

    public ProcessorStateException(String message) {
        super(message);
    }

    public ProcessorStateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public ProcessorStateException(Throwable cause) {
        super(cause);
    }
}
