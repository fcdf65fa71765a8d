package io.tailrace.streams.errors;

/** The application is not running any more. */
public class StreamsStoppedException extends InvalidStateStoreException {
    private static final long serialVersionUID = 1L;

    public StreamsStoppedException(String message) {
        super(message);
    }

    public StreamsStoppedException(String message, Throwable cause) {
        super(message, cause);
    }

    public StreamsStoppedException(Throwable cause) {
        super(cause);
    }
}
