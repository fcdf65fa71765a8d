package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code OFFSET_MOVED_TO_TIERED_STORAGE} (109) of the protocol. */
public class OffsetMovedToTieredStorageException extends ApiException {

    private static final long serialVersionUID = 1L;

    public OffsetMovedToTieredStorageException(@Nullable String message) {
        super(message);
    }

    public OffsetMovedToTieredStorageException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
