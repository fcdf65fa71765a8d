package io.tailrace.storage.log;

/**
 * How a log is cut into segments.
 *
 * @param bytes {@code segment.bytes}
 * @param ms {@code segment.ms}: roll when the segment spans more time than this
 * @param indexBytes {@code segment.index.bytes}: roll when an index would grow beyond this
 * @param indexIntervalBytes {@code index.interval.bytes}
 * @param fileDeleteDelayMs {@code file.delete.delay.ms}
 */
public record SegmentConfig(int bytes, long ms, int indexBytes, int indexIntervalBytes, long fileDeleteDelayMs) {

    private static final SegmentConfig DEFAULTS =
            new SegmentConfig(1 << 30, 7L * 24 * 60 * 60 * 1000, 10 * 1024 * 1024, 4096, 60_000);

    public SegmentConfig {
        ConfigBounds.atLeast("segment.bytes", bytes, 1024);
        ConfigBounds.atLeast("segment.ms", ms, 1);
        ConfigBounds.atLeast("segment.index.bytes", indexBytes, 64);
        ConfigBounds.atLeast("index.interval.bytes", indexIntervalBytes, 0);
        ConfigBounds.atLeast("file.delete.delay.ms", fileDeleteDelayMs, 0);
    }

    /** Kafka's defaults. */
    public static SegmentConfig defaults() {
        return DEFAULTS;
    }

    public SegmentConfig withBytes(int size) {
        return new SegmentConfig(size, ms, indexBytes, indexIntervalBytes, fileDeleteDelayMs);
    }

    public SegmentConfig withMs(long span) {
        return new SegmentConfig(bytes, span, indexBytes, indexIntervalBytes, fileDeleteDelayMs);
    }

    public SegmentConfig withIndexBytes(int size) {
        return new SegmentConfig(bytes, ms, size, indexIntervalBytes, fileDeleteDelayMs);
    }

    public SegmentConfig withIndexIntervalBytes(int interval) {
        return new SegmentConfig(bytes, ms, indexBytes, interval, fileDeleteDelayMs);
    }

    public SegmentConfig withFileDeleteDelayMs(long delayMs) {
        return new SegmentConfig(bytes, ms, indexBytes, indexIntervalBytes, delayMs);
    }
}
