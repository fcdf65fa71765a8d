package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code RECORD_LIST_TOO_LARGE} (18) of the protocol. */
public class RecordBatchTooLargeException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    public RecordBatchTooLargeException() {}

    public RecordBatchTooLargeException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public RecordBatchTooLargeException(@Nullable String message) {
        super(message);
    }

    public RecordBatchTooLargeException(@Nullable Throwable cause) {
        super(cause);
    }
}
