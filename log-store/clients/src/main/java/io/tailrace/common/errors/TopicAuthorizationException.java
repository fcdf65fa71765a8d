package io.tailrace.common.errors;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Error {@code TOPIC_AUTHORIZATION_FAILED} (29) of the protocol. */
public class TopicAuthorizationException extends AuthorizationException {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> unauthorizedTopics;

    public TopicAuthorizationException(@Nullable String message, Set<String> unauthorizedTopics) {
        super(message);
        this.unauthorizedTopics = Set.copyOf(unauthorizedTopics);
    }

    public TopicAuthorizationException(Set<String> unauthorizedTopics) {
        this("not authorized to access topics: " + unauthorizedTopics, unauthorizedTopics);
    }

    public TopicAuthorizationException(@Nullable String message) {
        this(message, Set.of());
    }

    /** The names, if known. */
    public Set<String> unauthorizedTopics() {
        return unauthorizedTopics;
    }
}
