package io.tailrace.storage.compaction;

/**
 * When a log is compacted and how long compaction keeps what says that a key is gone, where the cleanup policy says
 * that it is compacted at all.
 *
 * @param minLagMs {@code min.compaction.lag.ms}: younger records are left alone
 * @param maxLagMs {@code max.compaction.lag.ms}: a log with an older record that is not compacted yet is due
 * @param minDirtyRatio {@code min.cleanable.dirty.ratio}: share of bytes not compacted yet from which a log is due
 * @param deleteRetentionMs {@code delete.retention.ms}: how long a tombstone or marker stays after it was first compacted
 */
public record CompactionConfig(long minLagMs, long maxLagMs, double minDirtyRatio, long deleteRetentionMs) {

    private static final CompactionConfig DEFAULTS = new CompactionConfig(0, Long.MAX_VALUE, 0.5, 24L * 60 * 60 * 1000);

    public CompactionConfig {
        atLeast("min.compaction.lag.ms", minLagMs, 0);
        atLeast("max.compaction.lag.ms", maxLagMs, 1);
        atLeast("delete.retention.ms", deleteRetentionMs, 0);
        if (!(minDirtyRatio >= 0 && minDirtyRatio <= 1)) {
            throw new IllegalArgumentException(
                    "expected min.cleanable.dirty.ratio from 0 to 1, found " + minDirtyRatio);
        }
        if (minLagMs > maxLagMs) {
            throw new IllegalArgumentException("expected max.compaction.lag.ms of at least min.compaction.lag.ms="
                    + minLagMs + ", found " + maxLagMs);
        }
    }

    private static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("expected " + key + " of at least " + least + ", found " + value);
        }
    }

    /** Kafka's defaults. */
    public static CompactionConfig defaults() {
        return DEFAULTS;
    }

    public CompactionConfig withLags(long minMs, long maxMs) {
        return new CompactionConfig(minMs, maxMs, minDirtyRatio, deleteRetentionMs);
    }

    public CompactionConfig withMinDirtyRatio(double ratio) {
        return new CompactionConfig(minLagMs, maxLagMs, ratio, deleteRetentionMs);
    }

    public CompactionConfig withDeleteRetentionMs(long ms) {
        return new CompactionConfig(minLagMs, maxLagMs, minDirtyRatio, ms);
    }
}
