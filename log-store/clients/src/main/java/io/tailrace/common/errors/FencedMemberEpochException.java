package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code FENCED_MEMBER_EPOCH} (110) of the protocol. */
public class FencedMemberEpochException extends ApiException {

    private static final long serialVersionUID = 1L;

    public FencedMemberEpochException(@Nullable String message) {
        super(message);
    }
}
