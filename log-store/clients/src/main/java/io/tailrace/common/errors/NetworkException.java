package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code NETWORK_EXCEPTION} (13) of the protocol. */
public class NetworkException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public NetworkException() {}

    public NetworkException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public NetworkException(@Nullable String message) {
        super(message);
    }

    public NetworkException(@Nullable Throwable cause) {
        super(cause);
    }
}
