package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code SNAPSHOT_NOT_FOUND} (98) of the protocol. */
public class SnapshotNotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    public SnapshotNotFoundException(@Nullable String message) {
        super(message);
    }

    public SnapshotNotFoundException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
