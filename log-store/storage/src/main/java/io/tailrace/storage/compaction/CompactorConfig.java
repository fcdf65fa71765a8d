package io.tailrace.storage.compaction;

/**
 * The settings of compaction as a whole, with Kafka's keys.
 *
 * @param enabled {@code log.cleaner.enable}
 * @param dedupeBufferBytes {@code log.cleaner.dedupe.buffer.size}: most memory of all offset maps together
 * @param dedupeLoadFactor {@code log.cleaner.io.buffer.load.factor}: how full an offset map becomes at most
 * @param ioBufferBytes {@code log.cleaner.io.buffer.size}: of all threads together; also how much is read in one go
 * @param maxBytesPerSecond {@code log.cleaner.io.max.bytes.per.second}: most that all threads together read and write
 * @param backoffMs {@code log.cleaner.backoff.ms}: how long a thread rests when there is nothing to do
 */
public record CompactorConfig(
        boolean enabled,
        long dedupeBufferBytes,
        double dedupeLoadFactor,
        int ioBufferBytes,
        double maxBytesPerSecond,
        long backoffMs) {

    private static final CompactorConfig DEFAULTS =
            new CompactorConfig(true, 128L * 1024 * 1024, 0.9, 512 * 1024, Double.MAX_VALUE, 15_000);

    public CompactorConfig {
        if (dedupeBufferBytes < OffsetMap.ENTRY_BYTES || ioBufferBytes < 1024 || backoffMs < 1) {
            throw new IllegalArgumentException("expected a dedupe buffer of at least " + OffsetMap.ENTRY_BYTES
                    + " B, an I/O buffer of at least 1024 B and a backoff of at least 1 ms, found " + dedupeBufferBytes
                    + " B, " + ioBufferBytes + " B, " + backoffMs + " ms");
        }
        if (!(dedupeLoadFactor > 0 && dedupeLoadFactor <= 1) || !(maxBytesPerSecond > 0)) {
            throw new IllegalArgumentException("expected a load factor above 0 up to 1 and a positive rate, found "
                    + dedupeLoadFactor + " and " + maxBytesPerSecond + " B/s");
        }
    }

    /** Kafka's defaults. */
    public static CompactorConfig defaults() {
        return DEFAULTS;
    }

    public CompactorConfig withEnabled(boolean on) {
        return new CompactorConfig(
                on, dedupeBufferBytes, dedupeLoadFactor, ioBufferBytes, maxBytesPerSecond, backoffMs);
    }

    public CompactorConfig withDedupeBuffer(long bytes, double loadFactor) {
        return new CompactorConfig(enabled, bytes, loadFactor, ioBufferBytes, maxBytesPerSecond, backoffMs);
    }

    public CompactorConfig withIo(int bufferBytes, double bytesPerSecond) {
        return new CompactorConfig(
                enabled, dedupeBufferBytes, dedupeLoadFactor, bufferBytes, bytesPerSecond, backoffMs);
    }

    public CompactorConfig withBackoffMs(long ms) {
        return new CompactorConfig(enabled, dedupeBufferBytes, dedupeLoadFactor, ioBufferBytes, maxBytesPerSecond, ms);
    }
}
