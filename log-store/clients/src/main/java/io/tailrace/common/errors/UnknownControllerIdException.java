package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNKNOWN_CONTROLLER_ID} (116) of the protocol. */
public class UnknownControllerIdException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnknownControllerIdException(@Nullable String message) {
        super(message);
    }
}
