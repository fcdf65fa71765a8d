package io.tailrace.storage.log;

/**
 * Which segments go by age and size, where the {@link CleanupPolicy} says that any do.
 *
 * @param ms {@code retention.ms}; -1 keeps for ever
 * @param bytes {@code retention.bytes}; -1 is without limit
 */
public record RetentionConfig(long ms, long bytes) {

    private static final RetentionConfig DEFAULTS = new RetentionConfig(7L * 24 * 60 * 60 * 1000, -1);

    public RetentionConfig {
        ConfigBounds.atLeast("retention.ms", ms, -1);
        ConfigBounds.atLeast("retention.bytes", bytes, -1);
    }

    /** Kafka's defaults. */
    public static RetentionConfig defaults() {
        return DEFAULTS;
    }
}
