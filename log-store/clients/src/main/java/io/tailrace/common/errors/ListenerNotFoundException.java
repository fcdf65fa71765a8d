package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code LISTENER_NOT_FOUND} (72) of the protocol. */
public class ListenerNotFoundException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public ListenerNotFoundException(@Nullable String message) {
        super(message);
    }

    public ListenerNotFoundException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
