package io.tailrace.storage;

import org.jspecify.annotations.Nullable;

/**
 * The data directory is offline after a disk error, or the log was closed or deleted. Nothing is acknowledged from it any
 * more; what was acknowledged before still holds.
 */
public final class StorageOfflineException extends StorageException {
    public StorageOfflineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
