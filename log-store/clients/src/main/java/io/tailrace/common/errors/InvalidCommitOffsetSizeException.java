package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_COMMIT_OFFSET_SIZE} (28) of the protocol. */
public class InvalidCommitOffsetSizeException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidCommitOffsetSizeException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public InvalidCommitOffsetSizeException(@Nullable String message) {
        super(message);
    }
}
