package io.tailrace.streams.errors;

/** The store is closed for good, because its owner is shutting down. */
public class StateStoreNotAvailableException extends InvalidStateStoreException {
    private static final long serialVersionUID = 1L;

    public StateStoreNotAvailableException(String message) {
        super(message);
    }

    public StateStoreNotAvailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public StateStoreNotAvailableException(Throwable cause) {
        super(cause);
    }
}
