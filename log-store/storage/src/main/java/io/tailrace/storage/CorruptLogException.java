package io.tailrace.storage;

/** A read met bytes that are no record batch. They are not served; the message names file and position. */
public final class CorruptLogException extends StorageException {
    public CorruptLogException(String message) {
        super(message);
    }
}
