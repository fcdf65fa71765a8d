package io.tailrace.streams.errors;

/** Internal topics exist where none were expected. */
public class InternalTopicsAlreadySetupException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public InternalTopicsAlreadySetupException(String message) {
        super(message);
    }
}
