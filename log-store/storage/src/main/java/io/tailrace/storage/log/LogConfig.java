package io.tailrace.storage.log;

import io.tailrace.protocol.record.TimestampType;
import io.tailrace.storage.compaction.CompactionConfig;

/**
 * The settings of one log by duty: a topic's configuration as far as storage is concerned. Keys are Kafka's topic
 * configuration keys; each part checks its own values.
 *
 * @param cleanupPolicy {@code cleanup.policy}
 * @param durability {@code durability}: {@code os} or {@code fsync}
 */
public record LogConfig(
        SegmentConfig segments,
        CleanupPolicy cleanupPolicy,
        RetentionConfig retention,
        CompactionConfig compaction,
        AppendConfig appends,
        FlushConfig flush,
        Durability durability) {

    private static final LogConfig DEFAULTS = new LogConfig(
            SegmentConfig.defaults(),
            CleanupPolicy.DELETE,
            RetentionConfig.defaults(),
            CompactionConfig.defaults(),
            AppendConfig.defaults(),
            FlushConfig.defaults(),
            Durability.FSYNC);

    /** Kafka's defaults; {@code durability} is {@code fsync}, as for a log without replicas. */
    public static LogConfig defaults() {
        return DEFAULTS;
    }

    public LogConfig withSegments(SegmentConfig config) {
        return new LogConfig(config, cleanupPolicy, retention, compaction, appends, flush, durability);
    }

    public LogConfig withCleanupPolicy(CleanupPolicy policy) {
        return new LogConfig(segments, policy, retention, compaction, appends, flush, durability);
    }

    public LogConfig withRetention(RetentionConfig config) {
        return new LogConfig(segments, cleanupPolicy, config, compaction, appends, flush, durability);
    }

    public LogConfig withCompaction(CompactionConfig config) {
        return new LogConfig(segments, cleanupPolicy, retention, config, appends, flush, durability);
    }

    public LogConfig withAppends(AppendConfig config) {
        return new LogConfig(segments, cleanupPolicy, retention, compaction, config, flush, durability);
    }

    public LogConfig withFlush(FlushConfig config) {
        return new LogConfig(segments, cleanupPolicy, retention, compaction, appends, config, durability);
    }

    public LogConfig withDurability(Durability promise) {
        return new LogConfig(segments, cleanupPolicy, retention, compaction, appends, flush, promise);
    }

    public LogConfig withSegmentBytes(int bytes) {
        return withSegments(segments.withBytes(bytes));
    }

    public LogConfig withSegmentMs(long ms) {
        return withSegments(segments.withMs(ms));
    }

    public LogConfig withSegmentIndexBytes(int bytes) {
        return withSegments(segments.withIndexBytes(bytes));
    }

    public LogConfig withIndexIntervalBytes(int bytes) {
        return withSegments(segments.withIndexIntervalBytes(bytes));
    }

    public LogConfig withFileDeleteDelayMs(long ms) {
        return withSegments(segments.withFileDeleteDelayMs(ms));
    }

    public LogConfig withRetention(long ms, long bytes) {
        return withRetention(new RetentionConfig(ms, bytes));
    }

    public LogConfig withMaxMessageBytes(int bytes) {
        return withAppends(appends.withMaxMessageBytes(bytes));
    }

    public LogConfig withTimestamps(TimestampType type, long beforeMaxMs, long afterMaxMs) {
        return withAppends(appends.withTimestamps(type, beforeMaxMs, afterMaxMs));
    }

    public LogConfig withInspectCompressed(boolean inspect) {
        return withAppends(appends.withInspectCompressed(inspect));
    }
}
