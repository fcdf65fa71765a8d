package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_PRODUCER_ID_MAPPING} (49) of the protocol. */
public class InvalidPidMappingException extends ApplicationRecoverableException {

    private static final long serialVersionUID = 1L;

    public InvalidPidMappingException(@Nullable String message) {
        super(message);
    }
}
