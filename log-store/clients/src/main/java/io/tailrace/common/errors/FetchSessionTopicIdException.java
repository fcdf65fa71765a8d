package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code FETCH_SESSION_TOPIC_ID_ERROR} (106) of the protocol. */
public class FetchSessionTopicIdException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public FetchSessionTopicIdException(@Nullable String message) {
        super(message);
    }
}
