package io.tailrace.storage.log;

import io.tailrace.storage.compaction.CompactorConfig;

/**
 * The settings of a log store.
 *
 * @param logDefaults what a log found at start is opened with until {@link PartitionLog#updateConfig} says otherwise
 * @param checkpointIntervalMs how often recovery points and log start offsets are written
 * @param flushCheckIntervalMs how often logs are looked over for {@code flush.ms}
 * @param retentionCheckIntervalMs how often segments are looked over for deletion
 * @param recoveryThreads how many threads open the logs of one data directory
 * @param producerIdExpirationMs after which time without a batch a producer is forgotten
 * @param compactor how logs are compacted
 */
public record LogStoreConfig(
        LogConfig logDefaults,
        long checkpointIntervalMs,
        long flushCheckIntervalMs,
        long retentionCheckIntervalMs,
        long producerIdExpirationMs,
        int recoveryThreads,
        CompactorConfig compactor) {

    public LogStoreConfig {
        if (recoveryThreads <= 0) {
            throw new IllegalArgumentException("expected at least one recovery thread, found " + recoveryThreads);
        }
        if (flushCheckIntervalMs <= 0) {
            throw new IllegalArgumentException(
                    "expected a positive interval of flush checks, found " + flushCheckIntervalMs + " ms");
        }
        if (checkpointIntervalMs <= 0 || retentionCheckIntervalMs <= 0 || producerIdExpirationMs <= 0) {
            throw new IllegalArgumentException("expected positive intervals, found checkpoint " + checkpointIntervalMs
                    + " ms, retention " + retentionCheckIntervalMs + " ms, producer expiration "
                    + producerIdExpirationMs + " ms");
        }
    }

    /** Kafka's defaults, but one thread to open logs with. */
    public static LogStoreConfig defaults() {
        return new LogStoreConfig(
                LogConfig.defaults(), 60_000, 3_000, 5 * 60_000, 24L * 60 * 60 * 1000, 1, CompactorConfig.defaults());
    }

    public LogStoreConfig withLogDefaults(LogConfig config) {
        return new LogStoreConfig(
                config,
                checkpointIntervalMs,
                flushCheckIntervalMs,
                retentionCheckIntervalMs,
                producerIdExpirationMs,
                recoveryThreads,
                compactor);
    }

    public LogStoreConfig withIntervals(long checkpointMs, long retentionCheckMs, long producerIdExpirationMs) {
        return new LogStoreConfig(
                logDefaults,
                checkpointMs,
                flushCheckIntervalMs,
                retentionCheckMs,
                producerIdExpirationMs,
                recoveryThreads,
                compactor);
    }

    public LogStoreConfig withFlushCheckInterval(long ms) {
        return new LogStoreConfig(
                logDefaults,
                checkpointIntervalMs,
                ms,
                retentionCheckIntervalMs,
                producerIdExpirationMs,
                recoveryThreads,
                compactor);
    }

    public LogStoreConfig withRecoveryThreads(int threads) {
        return new LogStoreConfig(
                logDefaults,
                checkpointIntervalMs,
                flushCheckIntervalMs,
                retentionCheckIntervalMs,
                producerIdExpirationMs,
                threads,
                compactor);
    }

    public LogStoreConfig withCompactor(CompactorConfig config) {
        return new LogStoreConfig(
                logDefaults,
                checkpointIntervalMs,
                flushCheckIntervalMs,
                retentionCheckIntervalMs,
                producerIdExpirationMs,
                recoveryThreads,
                config);
    }
}
