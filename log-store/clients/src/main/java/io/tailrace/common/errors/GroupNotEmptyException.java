package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NON_EMPTY_GROUP} (68) of the protocol. */
public class GroupNotEmptyException extends ApiException {

    private static final long serialVersionUID = 1L;

    public GroupNotEmptyException(@Nullable String message) {
        super(message);
    }
}
