package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code SHARE_SESSION_LIMIT_REACHED} (133) of the protocol. */
public class ShareSessionLimitReachedException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public ShareSessionLimitReachedException(@Nullable String message) {
        super(message);
    }
}
