package io.tailrace.streams.errors;

/** A source topic of the application does not exist. */
public class MissingSourceTopicException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public MissingSourceTopicException(String message) {
        super(message);
    }
}
