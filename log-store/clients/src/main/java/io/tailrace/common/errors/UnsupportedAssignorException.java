package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNSUPPORTED_ASSIGNOR} (112) of the protocol. */
public class UnsupportedAssignorException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnsupportedAssignorException(@Nullable String message) {
        super(message);
    }
}
