package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code ELECTION_NOT_NEEDED} (84) of the protocol. */
public class ElectionNotNeededException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public ElectionNotNeededException(@Nullable String message) {
        super(message);
    }

    public ElectionNotNeededException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
