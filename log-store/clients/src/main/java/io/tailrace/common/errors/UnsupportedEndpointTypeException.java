package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNSUPPORTED_ENDPOINT_TYPE} (115) of the protocol. */
public class UnsupportedEndpointTypeException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnsupportedEndpointTypeException(@Nullable String message) {
        super(message);
    }
}
