package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_CONFIG} (40) of the protocol. */
public class InvalidConfigurationException extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public InvalidConfigurationException(@Nullable String message) {
        super(message);
    }

    public InvalidConfigurationException(@Nullable Throwable cause) {
        super(cause);
    }

    public InvalidConfigurationException() {}
}
