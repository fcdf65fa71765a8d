package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code STALE_MEMBER_EPOCH} (113) of the protocol. */
public class StaleMemberEpochException extends ApiException {

    private static final long serialVersionUID = 1L;

    public StaleMemberEpochException(@Nullable String message) {
        super(message);
    }
}
