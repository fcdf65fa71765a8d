package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code TOPIC_ALREADY_EXISTS} (36) of the protocol. */
public class TopicExistsException extends ApiException {

    private static final long serialVersionUID = 1L;

    public TopicExistsException(@Nullable String message) {
        super(message);
    }

    public TopicExistsException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
