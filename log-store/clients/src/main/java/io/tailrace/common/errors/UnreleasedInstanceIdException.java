package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNRELEASED_INSTANCE_ID} (111) of the protocol. */
public class UnreleasedInstanceIdException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnreleasedInstanceIdException(@Nullable String message) {
        super(message);
    }
}
