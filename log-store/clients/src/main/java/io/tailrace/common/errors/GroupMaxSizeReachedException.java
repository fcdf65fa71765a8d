package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code GROUP_MAX_SIZE_REACHED} (81) of the protocol. */
public class GroupMaxSizeReachedException extends ApiException {

    private static final long serialVersionUID = 1L;

    public GroupMaxSizeReachedException(@Nullable String message) {
        super(message);
    }
}
