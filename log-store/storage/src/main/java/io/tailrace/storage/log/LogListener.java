package io.tailrace.storage.log;

/**
 * Hears of the progress of a log: what delayed fetches wake up from.
 *
 * <p><b>Threads:</b> called without the lock of the partition, on the appending thread or the flusher; must not block. Calls
 * may come out of order; read the current value from the log.
 */
@FunctionalInterface
public interface LogListener {

    void visibleOffsetAdvanced(PartitionLog log);
}
