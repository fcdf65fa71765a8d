package io.tailrace.streams.errors;

/** There is no topology of this name. */
public class UnknownTopologyException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public UnknownTopologyException(String message) {
        super(message);
    }

    public UnknownTopologyException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnknownTopologyException(Throwable cause) {
        super(cause);
    }
}
