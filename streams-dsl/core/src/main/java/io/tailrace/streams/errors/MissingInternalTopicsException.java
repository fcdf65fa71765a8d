package io.tailrace.streams.errors;

import java.util.List;

/** Internal topics of the application do not exist, though they had been set up. */
public class MissingInternalTopicsException extends StreamsException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // made of a serialisable list
    private final List<String> topics;

    public MissingInternalTopicsException(String message) {
        this(message, List.of());
    }

    public MissingInternalTopicsException(String message, List<String> topics) {
        super(message);
        this.topics = List.copyOf(topics);
    }

    /** Those that do not exist, as far as they were told. */
    public List<String> topics() {
        return topics;
    }
}
