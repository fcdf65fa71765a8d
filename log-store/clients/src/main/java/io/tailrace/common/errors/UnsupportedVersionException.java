package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNSUPPORTED_VERSION} (35) of the protocol. */
public class UnsupportedVersionException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    public UnsupportedVersionException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public UnsupportedVersionException(@Nullable String message) {
        super(message);
    }
}
