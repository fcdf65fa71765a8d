package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNSTABLE_OFFSET_COMMIT} (88) of the protocol. */
public class UnstableOffsetCommitException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public UnstableOffsetCommitException(@Nullable String message) {
        super(message);
    }
}
