package io.tailrace.streams.errors;

/** An internal topic exists with settings that the application cannot work with. */
public class MisconfiguredInternalTopicException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public MisconfiguredInternalTopicException(String message) {
        super(message);
    }
}
