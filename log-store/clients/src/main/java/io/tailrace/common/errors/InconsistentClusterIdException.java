package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INCONSISTENT_CLUSTER_ID} (104) of the protocol. */
public class InconsistentClusterIdException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InconsistentClusterIdException(@Nullable String message) {
        super(message);
    }

    public InconsistentClusterIdException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
