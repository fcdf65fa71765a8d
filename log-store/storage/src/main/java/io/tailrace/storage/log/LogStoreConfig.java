package io.tailrace.storage.log;

import io.tailrace.storage.compaction.CompactorConfig;

/**
 * The settings of a log store.
 *
 * @param logDefaults what a log found at start is opened with until {@link PartitionLog#updateConfig} says otherwise
 * @param checkpointIntervalMs how often recovery points and log start offsets are written
 * @param retentionCheckIntervalMs how often segments are looked over for deletion
 * @param producerIdExpirationMs after which time without a batch a producer is forgotten
 * @param compactor how logs are compacted
 */
public record LogStoreConfig(
        LogConfig logDefaults,
        long checkpointIntervalMs,
        long retentionCheckIntervalMs,
        long producerIdExpirationMs,
        CompactorConfig compactor) {

    public LogStoreConfig {
        if (checkpointIntervalMs <= 0 || retentionCheckIntervalMs <= 0 || producerIdExpirationMs <= 0) {
            throw new IllegalArgumentException("expected positive intervals, found checkpoint " + checkpointIntervalMs
                    + " ms, retention " + retentionCheckIntervalMs + " ms, producer expiration "
                    + producerIdExpirationMs + " ms");
        }
    }

    /** Kafka's defaults. */
    public static LogStoreConfig defaults() {
        return new LogStoreConfig(
                LogConfig.defaults(), 60_000, 5 * 60_000, 24L * 60 * 60 * 1000, CompactorConfig.defaults());
    }

    public LogStoreConfig withLogDefaults(LogConfig config) {
        return new LogStoreConfig(
                config, checkpointIntervalMs, retentionCheckIntervalMs, producerIdExpirationMs, compactor);
    }

    public LogStoreConfig withIntervals(long checkpointMs, long retentionCheckMs, long producerIdExpirationMs) {
        return new LogStoreConfig(logDefaults, checkpointMs, retentionCheckMs, producerIdExpirationMs, compactor);
    }

    public LogStoreConfig withCompactor(CompactorConfig config) {
        return new LogStoreConfig(
                logDefaults, checkpointIntervalMs, retentionCheckIntervalMs, producerIdExpirationMs, config);
    }
}
