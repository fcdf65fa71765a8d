package io.tailrace.streams.errors;

/** No broker could be reached. */
public class BrokerNotFoundException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public BrokerNotFoundException(String message) {
        super(message);
    }

    public BrokerNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }

    public BrokerNotFoundException(Throwable cause) {
        super(cause);
    }
}
