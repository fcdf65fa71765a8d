package io.tailrace.storage.log;

/**
 * The settings of a data directory.
 *
 * @param logDefaults what a log found at start is opened with until {@link PartitionLog#updateConfig} says otherwise
 * @param checkpointIntervalMs how often recovery points and log start offsets are written
 * @param retentionCheckIntervalMs how often segments are looked over for deletion
 * @param producerIdExpirationMs after which time without a batch a producer is forgotten
 */
public record LogStoreConfig(
        LogConfig logDefaults, long checkpointIntervalMs, long retentionCheckIntervalMs, long producerIdExpirationMs) {

    public LogStoreConfig {
        if (checkpointIntervalMs <= 0 || retentionCheckIntervalMs <= 0 || producerIdExpirationMs <= 0) {
            throw new IllegalArgumentException("expected positive intervals, found checkpoint " + checkpointIntervalMs
                    + " ms, retention " + retentionCheckIntervalMs + " ms, producer expiration "
                    + producerIdExpirationMs + " ms");
        }
    }

    /** Kafka's defaults. */
    public static LogStoreConfig defaults() {
        return new LogStoreConfig(LogConfig.defaults(), 60_000, 5 * 60_000, 24L * 60 * 60 * 1000);
    }

    public LogStoreConfig withLogDefaults(LogConfig config) {
        return new LogStoreConfig(config, checkpointIntervalMs, retentionCheckIntervalMs, producerIdExpirationMs);
    }

    public LogStoreConfig withIntervals(long checkpointMs, long retentionCheckMs, long producerIdExpirationMs) {
        return new LogStoreConfig(logDefaults, checkpointMs, retentionCheckMs, producerIdExpirationMs);
    }
}
