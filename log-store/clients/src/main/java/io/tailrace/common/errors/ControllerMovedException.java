package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code STALE_CONTROLLER_EPOCH} (11) of the protocol. */
public class ControllerMovedException extends ApiException {

    private static final long serialVersionUID = 1L;

    public ControllerMovedException(@Nullable String message) {
        super(message);
    }

    public ControllerMovedException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
