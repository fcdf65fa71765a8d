package io.tailrace.streams.errors;

import org.jspecify.annotations.Nullable;

/** A state directory is in use by another thread, instance or process. */
public class LockException extends StreamsException {

    private static final long serialVersionUID = 1L;

    public LockException(String message) {
        super(message);
    }

    public LockException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public LockException(Throwable cause) {
        super(cause);
    }
}
