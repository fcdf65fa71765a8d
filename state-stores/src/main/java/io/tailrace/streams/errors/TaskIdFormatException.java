package io.tailrace.streams.errors;

import org.jspecify.annotations.Nullable;

/** A text that should name a task does not. */
public class TaskIdFormatException extends StreamsException {

    private static final long serialVersionUID = 1L;

    public TaskIdFormatException(String message) {
        super(message);
    }

    public TaskIdFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public TaskIdFormatException(Throwable cause) {
        super(cause);
    }
}
