package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNSUPPORTED_FOR_MESSAGE_FORMAT} (43) of the protocol. */
public class UnsupportedForMessageFormatException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    public UnsupportedForMessageFormatException(@Nullable String message) {
        super(message);
    }

    public UnsupportedForMessageFormatException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
