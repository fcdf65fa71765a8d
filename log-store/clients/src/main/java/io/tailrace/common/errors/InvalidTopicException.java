package io.tailrace.common.errors;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Error {@code INVALID_TOPIC_EXCEPTION} (17) of the protocol: a name that no topic can have. */
public class InvalidTopicException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> invalidTopics;

    public InvalidTopicException() {
        invalidTopics = Set.of();
    }

    public InvalidTopicException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        invalidTopics = Set.of();
    }

    public InvalidTopicException(@Nullable String message) {
        super(message);
        invalidTopics = Set.of();
    }

    public InvalidTopicException(@Nullable Throwable cause) {
        super(cause);
        invalidTopics = Set.of();
    }

    public InvalidTopicException(Set<String> invalidTopics) {
        this("invalid topics: " + invalidTopics, invalidTopics);
    }

    public InvalidTopicException(@Nullable String message, Set<String> invalidTopics) {
        super(message);
        this.invalidTopics = Set.copyOf(invalidTopics);
    }

    /** The names, if known. */
    public Set<String> invalidTopics() {
        return invalidTopics;
    }
}
