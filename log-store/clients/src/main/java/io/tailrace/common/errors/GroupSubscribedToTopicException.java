package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code GROUP_SUBSCRIBED_TO_TOPIC} (86) of the protocol. */
public class GroupSubscribedToTopicException extends ApiException {

    private static final long serialVersionUID = 1L;

    public GroupSubscribedToTopicException(@Nullable String message) {
        super(message);
    }
}
