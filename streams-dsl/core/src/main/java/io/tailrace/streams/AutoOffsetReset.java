package io.tailrace.streams;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a source begins when there is no committed offset, or when it is out of range.
 *
 * <p><b>Threads:</b> immutable.
 */
public class AutoOffsetReset {
    /** The kinds of reset. */
    protected enum Strategy {
        NONE,
        EARLIEST,
        LATEST,
        BY_DURATION
    }

    protected final Strategy strategy;
    protected final Optional<Duration> duration;

    private AutoOffsetReset(Strategy strategy, Optional<Duration> duration) {
        this.strategy = strategy;
        this.duration = duration;
    }

    protected AutoOffsetReset(AutoOffsetReset other) {
        this(other.strategy, other.duration);
    }

    public static AutoOffsetReset none() {
        return new AutoOffsetReset(Strategy.NONE, Optional.empty());
    }

    public static AutoOffsetReset earliest() {
        return new AutoOffsetReset(Strategy.EARLIEST, Optional.empty());
    }

    public static AutoOffsetReset latest() {
        return new AutoOffsetReset(Strategy.LATEST, Optional.empty());
    }

    /** Begins at the record of now minus this duration. */
    public static AutoOffsetReset byDuration(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Duration cannot be negative");
        }
        return new AutoOffsetReset(Strategy.BY_DURATION, Optional.of(duration));
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof AutoOffsetReset other && strategy == other.strategy && duration.equals(other.duration);
    }

    @Override
    public int hashCode() {
        return Objects.hash(strategy, duration);
    }
}
