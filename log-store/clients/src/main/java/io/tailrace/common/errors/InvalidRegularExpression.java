package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_REGULAR_EXPRESSION} (128) of the protocol. */
public class InvalidRegularExpression extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidRegularExpression(@Nullable String message) {
        super(message);
    }
}
