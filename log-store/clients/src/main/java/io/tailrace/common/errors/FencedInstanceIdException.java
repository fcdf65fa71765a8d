package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code FENCED_INSTANCE_ID} (82) of the protocol. */
public class FencedInstanceIdException extends ApplicationRecoverableException {

    private static final long serialVersionUID = 1L;

    public FencedInstanceIdException(@Nullable String message) {
        super(message);
    }

    public FencedInstanceIdException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
