package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code INCONSISTENT_TOPIC_ID} (103) of the protocol. */
public class InconsistentTopicIdException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public InconsistentTopicIdException(@Nullable String message) {
        super(message);
    }
}
