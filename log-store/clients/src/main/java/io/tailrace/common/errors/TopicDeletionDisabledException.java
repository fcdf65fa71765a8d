package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code TOPIC_DELETION_DISABLED} (73) of the protocol. */
public class TopicDeletionDisabledException extends ApiException {

    private static final long serialVersionUID = 1L;

    public TopicDeletionDisabledException() {}

    public TopicDeletionDisabledException(@Nullable String message) {
        super(message);
    }
}
