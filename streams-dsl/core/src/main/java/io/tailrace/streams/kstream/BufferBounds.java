package io.tailrace.streams.kstream;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link Suppressed.BufferConfig}; not part of the source-compatible API.
 *
 * @param maxRecords keys that may be held back
 * @param maxBytes bytes that may be held back
 * @param logConfig configurations of the changelog topic, or null for no changelog
 */
public record BufferBounds(
        long maxRecords,
        long maxBytes,
        WhenFull whenFull,
        @Nullable Map<String, String> logConfig) {
    static final BufferBounds UNBOUNDED =
            new BufferBounds(Long.MAX_VALUE, Long.MAX_VALUE, WhenFull.SHUT_DOWN, Map.of());

    /** What happens when more is to be held back than may be. */
    public enum WhenFull {
        EMIT_EARLY,
        SHUT_DOWN,
        SPILL_TO_DISK
    }

    public BufferBounds {
        logConfig = logConfig == null ? null : Map.copyOf(logConfig);
    }

    static BufferBounds of(Suppressed.@Nullable BufferConfig<?> config) {
        if (config == null) {
            return UNBOUNDED;
        }
        if (config instanceof StrictBuffer strict) {
            return strict.bounds();
        }
        if (config instanceof EagerBuffer eager) {
            return eager.bounds();
        }
        throw new IllegalArgumentException("Custom subclasses of BufferConfig are not supported.");
    }

    BufferBounds withMaxRecords(long records) {
        return new BufferBounds(records, maxBytes, whenFull, logConfig);
    }

    BufferBounds withMaxBytes(long bytes) {
        return new BufferBounds(maxRecords, bytes, whenFull, logConfig);
    }

    BufferBounds withoutBound() {
        return new BufferBounds(Long.MAX_VALUE, Long.MAX_VALUE, WhenFull.SHUT_DOWN, logConfig);
    }

    BufferBounds emittingEarly() {
        return new BufferBounds(maxRecords, maxBytes, WhenFull.EMIT_EARLY, logConfig);
    }

    BufferBounds shuttingDown() {
        return new BufferBounds(maxRecords, maxBytes, WhenFull.SHUT_DOWN, logConfig);
    }

    BufferBounds spilling() {
        return new BufferBounds(maxRecords, maxBytes, WhenFull.SPILL_TO_DISK, logConfig);
    }

    BufferBounds withLog(@Nullable Map<String, String> config) {
        return new BufferBounds(maxRecords, maxBytes, whenFull, config);
    }
}
