package io.tailrace.storage.log;

import io.tailrace.protocol.record.TimestampType;

/**
 * What may be appended, and whose clock stamps it.
 *
 * @param maxMessageBytes {@code max.message.bytes}: of a batch as it arrives
 * @param timestampType {@code message.timestamp.type}
 * @param timestampBeforeMaxMs {@code message.timestamp.before.max.ms}
 * @param timestampAfterMaxMs {@code message.timestamp.after.max.ms}
 * @param inspectCompressed whether compressed batches of clients are decompressed to check their records, too
 */
public record AppendConfig(
        int maxMessageBytes,
        TimestampType timestampType,
        long timestampBeforeMaxMs,
        long timestampAfterMaxMs,
        boolean inspectCompressed) {

    private static final AppendConfig DEFAULTS =
            new AppendConfig(1024 * 1024 + 12, TimestampType.CREATE_TIME, Long.MAX_VALUE, 60L * 60 * 1000, false);

    public AppendConfig {
        ConfigBounds.atLeast("max.message.bytes", maxMessageBytes, 0);
        ConfigBounds.atLeast("message.timestamp.before.max.ms", timestampBeforeMaxMs, 0);
        ConfigBounds.atLeast("message.timestamp.after.max.ms", timestampAfterMaxMs, 0);
    }

    /** Kafka's defaults; the inside of compressed batches is trusted. */
    public static AppendConfig defaults() {
        return DEFAULTS;
    }

    public AppendConfig withMaxMessageBytes(int bytes) {
        return new AppendConfig(bytes, timestampType, timestampBeforeMaxMs, timestampAfterMaxMs, inspectCompressed);
    }

    public AppendConfig withTimestamps(TimestampType type, long beforeMaxMs, long afterMaxMs) {
        return new AppendConfig(maxMessageBytes, type, beforeMaxMs, afterMaxMs, inspectCompressed);
    }

    public AppendConfig withInspectCompressed(boolean inspect) {
        return new AppendConfig(maxMessageBytes, timestampType, timestampBeforeMaxMs, timestampAfterMaxMs, inspect);
    }
}
