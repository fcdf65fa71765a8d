package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code FETCH_SESSION_ID_NOT_FOUND} (70) of the protocol. */
public class FetchSessionIdNotFoundException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public FetchSessionIdNotFoundException() {}

    public FetchSessionIdNotFoundException(@Nullable String message) {
        super(message);
    }
}
