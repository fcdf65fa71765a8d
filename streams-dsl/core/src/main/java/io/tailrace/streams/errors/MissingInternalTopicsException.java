package io.tailrace.streams.errors;

/** An internal topic of the application does not exist, though it had been set up. */
public class MissingInternalTopicsException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public MissingInternalTopicsException(String message) {
        super(message);
    }
}
