package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNKNOWN_TOPIC_ID} (100) of the protocol. */
public class UnknownTopicIdException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public UnknownTopicIdException(@Nullable String message) {
        super(message);
    }
}
