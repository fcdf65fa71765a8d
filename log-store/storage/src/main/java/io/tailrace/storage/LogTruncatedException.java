package io.tailrace.storage;

/** What was waited for is no longer in the log: a replica gave way to what the leader has instead. */
public final class LogTruncatedException extends StorageException {

    public LogTruncatedException(String message) {
        super(message, null);
    }
}
