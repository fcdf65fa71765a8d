package io.tailrace.storage;

import java.nio.file.Path;

/**
 * Hears what the log store does, for metrics and for whoever repairs.
 *
 * <p>Called on the thread where it happened, some of them hot: implementations return at once and throw nothing. Unless said
 * otherwise no lock of a partition is held.
 *
 * <p><b>Threads:</b> any, several at a time.
 */
public interface StorageObserver {

    StorageObserver NONE = new StorageObserver() {};

    /** A start goes on: every few seconds while a data directory is being opened, and once at its end. */
    default void recoveryProgressed(Path directory, RecoveryProgress progress) {}

    /** The data directory cannot be used any more, or could not be opened. Once for each directory. */
    default void directoryWentOffline(Path directory, Throwable cause) {}

    /** One round of the group commit has been done: {@code logs} logs were synced in {@code nanos}. */
    default void synced(Path directory, int logs, long nanos) {}

    /** A log has been compacted. */
    default void compacted(CompactionStats stats) {}

    /** A log cannot be compacted, for a reason of its content, and is left as it is until the next start. */
    default void compactionFailed(String log, Throwable cause) {}

    /** A read met bytes that are not what was written. They are not served; a copy of them elsewhere can replace them. */
    default void damageFound(DamagedRange damage) {}
}
