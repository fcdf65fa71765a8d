package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code FENCED_STATE_EPOCH} (124) of the protocol. */
public class FencedStateEpochException extends ApiException {

    private static final long serialVersionUID = 1L;

    public FencedStateEpochException(@Nullable String message) {
        super(message);
    }
}
