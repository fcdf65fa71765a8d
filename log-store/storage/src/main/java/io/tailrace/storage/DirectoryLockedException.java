package io.tailrace.storage;

/** Another process, or another log store of this process, uses the data directory. The message is for the user. */
public final class DirectoryLockedException extends StorageException {
    public DirectoryLockedException(String message) {
        super(message);
    }
}
