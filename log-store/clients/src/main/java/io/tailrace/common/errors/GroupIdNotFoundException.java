package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code GROUP_ID_NOT_FOUND} (69) of the protocol. */
public class GroupIdNotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    public GroupIdNotFoundException(@Nullable String message) {
        super(message);
    }
}
