package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code CORRUPT_MESSAGE} (2) of the protocol. */
public class CorruptRecordException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public CorruptRecordException() {}

    public CorruptRecordException(@Nullable String message) {
        super(message);
    }

    public CorruptRecordException(@Nullable Throwable cause) {
        super(cause);
    }

    public CorruptRecordException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
