package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_UPDATE_VERSION} (95) of the protocol. */
public class InvalidUpdateVersionException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidUpdateVersionException(@Nullable String message) {
        super(message);
    }

    public InvalidUpdateVersionException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
