package io.tailrace.streams.kstream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span of event time. Whether the end belongs to it depends on the kind of window.
 *
 * <p><b>Threads:</b> immutable.
 */
public abstract class Window {

    /** First millisecond of the window. */
    protected final long startMs;

    /** End of the window in milliseconds. */
    protected final long endMs;

    /**
     * @throws IllegalArgumentException if {@code startMs} is negative or after {@code endMs}
     */
    public Window(long startMs, long endMs) {
        if (startMs < 0) {
            throw new IllegalArgumentException("expected a window start of 0 or later, actual " + startMs);
        }
        if (endMs < startMs) {
            throw new IllegalArgumentException(
                    "expected a window end at or after its start " + startMs + ", actual " + endMs);
        }
        this.startMs = startMs;
        this.endMs = endMs;
    }

    /** Start in milliseconds since 1970-01-01T00:00:00Z. */
    public long start() {
        return startMs;
    }

    /** End in milliseconds since 1970-01-01T00:00:00Z. */
    public long end() {
        return endMs;
    }

    public Instant startTime() {
        return Instant.ofEpochMilli(startMs);
    }

    public Instant endTime() {
        return Instant.ofEpochMilli(endMs);
    }

    /**
     * Whether the two windows share a moment.
     *
     * @throws IllegalArgumentException if {@code other} is of another kind
     */
    public abstract boolean overlap(Window other);

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other != null
                        && getClass() == other.getClass()
                        && startMs == ((Window) other).startMs
                        && endMs == ((Window) other).endMs);
    }

    @Override
    public int hashCode() {
        return (int) (((startMs << 32) | endMs) % 0xFFFFFFFFL);
    }

    @Override
    public String toString() {
        return "Window{startMs=" + startMs + ", endMs=" + endMs + '}';
    }
}
