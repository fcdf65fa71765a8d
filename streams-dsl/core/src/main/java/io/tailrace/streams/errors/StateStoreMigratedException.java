package io.tailrace.streams.errors;

/** The store moved to another instance; find its new owner and ask there. */
public class StateStoreMigratedException extends InvalidStateStoreException {
    private static final long serialVersionUID = 1L;

    public StateStoreMigratedException(String message) {
        super(message);
    }

    public StateStoreMigratedException(String message, Throwable cause) {
        super(message, cause);
    }

    public StateStoreMigratedException(Throwable cause) {
        super(cause);
    }
}
