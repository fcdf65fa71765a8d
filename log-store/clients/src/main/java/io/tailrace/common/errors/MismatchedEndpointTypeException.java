package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code MISMATCHED_ENDPOINT_TYPE} (114) of the protocol. */
public class MismatchedEndpointTypeException extends ApiException {

    private static final long serialVersionUID = 1L;

    public MismatchedEndpointTypeException(@Nullable String message) {
        super(message);
    }
}
