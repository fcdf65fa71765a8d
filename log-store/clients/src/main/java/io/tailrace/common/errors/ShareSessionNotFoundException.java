package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code SHARE_SESSION_NOT_FOUND} (122) of the protocol. */
public class ShareSessionNotFoundException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public ShareSessionNotFoundException(@Nullable String message) {
        super(message);
    }
}
