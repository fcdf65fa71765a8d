package io.tailrace.storage.log;

import io.tailrace.protocol.record.TimestampType;

/**
 * The settings of one log: a topic's configuration as far as storage is concerned. Keys are Kafka's topic configuration keys.
 *
 * @param segmentBytes {@code segment.bytes}
 * @param segmentMs {@code segment.ms}: roll when the segment spans more time than this
 * @param segmentIndexBytes {@code segment.index.bytes}: roll when an index would grow beyond this
 * @param indexIntervalBytes {@code index.interval.bytes}
 * @param retentionMs {@code retention.ms}; -1 keeps for ever
 * @param retentionBytes {@code retention.bytes}; -1 is without limit
 * @param deleteByRetention whether {@code cleanup.policy} contains {@code delete}
 * @param maxMessageBytes {@code max.message.bytes}: of a batch as it arrives
 * @param timestampType {@code message.timestamp.type}
 * @param timestampBeforeMaxMs {@code message.timestamp.before.max.ms}
 * @param timestampAfterMaxMs {@code message.timestamp.after.max.ms}
 * @param fileDeleteDelayMs {@code file.delete.delay.ms}
 * @param durability {@code durability}: {@code os} or {@code fsync}
 * @param inspectCompressed whether compressed batches of clients are decompressed to check their records, too
 */
public record LogConfig(
        int segmentBytes,
        long segmentMs,
        int segmentIndexBytes,
        int indexIntervalBytes,
        long retentionMs,
        long retentionBytes,
        boolean deleteByRetention,
        int maxMessageBytes,
        TimestampType timestampType,
        long timestampBeforeMaxMs,
        long timestampAfterMaxMs,
        long fileDeleteDelayMs,
        Durability durability,
        boolean inspectCompressed) {

    private static final LogConfig DEFAULTS = new LogConfig(
            1 << 30,
            7L * 24 * 60 * 60 * 1000,
            10 * 1024 * 1024,
            4096,
            7L * 24 * 60 * 60 * 1000,
            -1,
            true,
            1024 * 1024 + 12,
            TimestampType.CREATE_TIME,
            Long.MAX_VALUE,
            60L * 60 * 1000,
            60_000,
            Durability.FSYNC,
            false);

    public LogConfig {
        atLeast("segment.bytes", segmentBytes, 1024);
        atLeast("segment.ms", segmentMs, 1);
        atLeast("segment.index.bytes", segmentIndexBytes, 64);
        atLeast("index.interval.bytes", indexIntervalBytes, 0);
        atLeast("retention.ms", retentionMs, -1);
        atLeast("retention.bytes", retentionBytes, -1);
        atLeast("max.message.bytes", maxMessageBytes, 0);
        atLeast("message.timestamp.before.max.ms", timestampBeforeMaxMs, 0);
        atLeast("message.timestamp.after.max.ms", timestampAfterMaxMs, 0);
        atLeast("file.delete.delay.ms", fileDeleteDelayMs, 0);
    }

    private static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("expected " + key + " of at least " + least + ", found " + value);
        }
    }

    /** Kafka's defaults; {@code durability} is {@code fsync}, as for a log without replicas. */
    public static LogConfig defaults() {
        return DEFAULTS;
    }

    public LogConfig withSegmentBytes(int bytes) {
        return copy(bytes, segmentMs, segmentIndexBytes, indexIntervalBytes);
    }

    public LogConfig withSegmentMs(long ms) {
        return copy(segmentBytes, ms, segmentIndexBytes, indexIntervalBytes);
    }

    public LogConfig withSegmentIndexBytes(int bytes) {
        return copy(segmentBytes, segmentMs, bytes, indexIntervalBytes);
    }

    public LogConfig withIndexIntervalBytes(int bytes) {
        return copy(segmentBytes, segmentMs, segmentIndexBytes, bytes);
    }

    private LogConfig copy(int segmentBytes, long segmentMs, int segmentIndexBytes, int indexIntervalBytes) {
        return new LogConfig(
                segmentBytes,
                segmentMs,
                segmentIndexBytes,
                indexIntervalBytes,
                retentionMs,
                retentionBytes,
                deleteByRetention,
                maxMessageBytes,
                timestampType,
                timestampBeforeMaxMs,
                timestampAfterMaxMs,
                fileDeleteDelayMs,
                durability,
                inspectCompressed);
    }

    /** @param delete whether {@code cleanup.policy} contains {@code delete} */
    public LogConfig withRetention(long ms, long bytes, boolean delete) {
        return new LogConfig(
                segmentBytes,
                segmentMs,
                segmentIndexBytes,
                indexIntervalBytes,
                ms,
                bytes,
                delete,
                maxMessageBytes,
                timestampType,
                timestampBeforeMaxMs,
                timestampAfterMaxMs,
                fileDeleteDelayMs,
                durability,
                inspectCompressed);
    }

    public LogConfig withTimestamps(TimestampType type, long beforeMaxMs, long afterMaxMs) {
        return new LogConfig(
                segmentBytes,
                segmentMs,
                segmentIndexBytes,
                indexIntervalBytes,
                retentionMs,
                retentionBytes,
                deleteByRetention,
                maxMessageBytes,
                type,
                beforeMaxMs,
                afterMaxMs,
                fileDeleteDelayMs,
                durability,
                inspectCompressed);
    }

    public LogConfig withMaxMessageBytes(int bytes) {
        return with(bytes, fileDeleteDelayMs, durability, inspectCompressed);
    }

    public LogConfig withFileDeleteDelayMs(long ms) {
        return with(maxMessageBytes, ms, durability, inspectCompressed);
    }

    public LogConfig withDurability(Durability promise) {
        return with(maxMessageBytes, fileDeleteDelayMs, promise, inspectCompressed);
    }

    public LogConfig withInspectCompressed(boolean inspect) {
        return with(maxMessageBytes, fileDeleteDelayMs, durability, inspect);
    }

    private LogConfig with(int maxMessageBytes, long fileDeleteDelayMs, Durability durability, boolean inspect) {
        return new LogConfig(
                segmentBytes,
                segmentMs,
                segmentIndexBytes,
                indexIntervalBytes,
                retentionMs,
                retentionBytes,
                deleteByRetention,
                maxMessageBytes,
                timestampType,
                timestampBeforeMaxMs,
                timestampAfterMaxMs,
                fileDeleteDelayMs,
                durability,
                inspect);
    }
}
