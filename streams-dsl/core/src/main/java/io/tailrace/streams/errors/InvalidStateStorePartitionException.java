package io.tailrace.streams.errors;

/** The store does not have the partition that was asked for. */
public class InvalidStateStorePartitionException extends InvalidStateStoreException {
    private static final long serialVersionUID = 1L;

    public InvalidStateStorePartitionException(String message) {
        super(message);
    }

    public InvalidStateStorePartitionException(String message, Throwable cause) {
        super(message, cause);
    }

    public InvalidStateStorePartitionException(Throwable cause) {
        super(cause);
    }
}
