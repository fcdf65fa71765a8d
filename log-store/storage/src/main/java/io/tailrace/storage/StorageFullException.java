package io.tailrace.storage;

/** There was no room for an append. Nothing of it is in the log, and the log goes on: try again when there is room. */
public final class StorageFullException extends StorageException {
    public StorageFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
