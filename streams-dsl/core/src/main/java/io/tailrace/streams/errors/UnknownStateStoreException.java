package io.tailrace.streams.errors;

/** The topology has no store of this name. */
public class UnknownStateStoreException extends InvalidStateStoreException {
    private static final long serialVersionUID = 1L;

    public UnknownStateStoreException(String message) {
        super(message);
    }

    public UnknownStateStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnknownStateStoreException(Throwable cause) {
        super(cause);
    }
}
