package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_REQUIRED_ACKS} (21) of the protocol. */
public class InvalidRequiredAcksException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    public InvalidRequiredAcksException(@Nullable String message) {
        super(message);
    }
}
