package io.tailrace.storage.log;

/**
 * When a log that does not promise to sync is synced in the background.
 *
 * @param messages {@code flush.messages}: after so many records
 * @param ms {@code flush.ms}: when the oldest unsynced record is so old, give or take the interval of the check
 */
public record FlushConfig(long messages, long ms) {

    private static final FlushConfig DEFAULTS = new FlushConfig(Long.MAX_VALUE, Long.MAX_VALUE);

    public FlushConfig {
        ConfigBounds.atLeast("flush.messages", messages, 1);
        ConfigBounds.atLeast("flush.ms", ms, 0);
    }

    /** Kafka's defaults: that is left to the operating system. */
    public static FlushConfig defaults() {
        return DEFAULTS;
    }
}
