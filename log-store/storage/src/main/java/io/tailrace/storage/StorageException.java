package io.tailrace.storage;

import org.jspecify.annotations.Nullable;

/** The log store could not do what was asked, for a reason of the disk or of the data on it. */
public class StorageException extends RuntimeException {
    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
