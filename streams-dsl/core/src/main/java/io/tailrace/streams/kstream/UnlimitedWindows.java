package io.tailrace.streams.kstream;

import io.tailrace.streams.kstream.internals.UnlimitedWindow;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One window that never ends.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class UnlimitedWindows extends Windows<UnlimitedWindow> {
    /** Start of the window in ms. */
    public final long startMs;

    private UnlimitedWindows(long startMs) {
        if (startMs < 0) {
            throw new IllegalArgumentException("Window start time (startMs) cannot be negative.");
        }
        this.startMs = startMs;
    }

    public static UnlimitedWindows of() {
        return new UnlimitedWindows(0);
    }

    public UnlimitedWindows startOn(Instant start) {
        return new UnlimitedWindows(start.toEpochMilli());
    }

    @Override
    public Map<Long, UnlimitedWindow> windowsFor(long timestamp) {
        return timestamp >= startMs ? Map.of(startMs, new UnlimitedWindow(startMs)) : Map.of();
    }

    @Override
    public long size() {
        return Long.MAX_VALUE;
    }

    @Override
    public long gracePeriodMs() {
        return 0;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof UnlimitedWindows other && startMs == other.startMs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(startMs);
    }

    @Override
    public String toString() {
        return "UnlimitedWindows{startMs=" + startMs + '}';
    }
}
