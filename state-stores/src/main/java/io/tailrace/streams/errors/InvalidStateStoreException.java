package io.tailrace.streams.errors;

import org.jspecify.annotations.Nullable;

/** A store was used before it was opened or after it was closed. */
public class InvalidStateStoreException extends StreamsException {

    private static final long serialVersionUID = 1L;

    public InvalidStateStoreException(String message) {
        super(message);
    }

    public InvalidStateStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public InvalidStateStoreException(Throwable cause) {
        super(cause);
    }
}
