package io.tailrace.streams.kstream;

import io.tailrace.streams.kstream.internals.TimeWindow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Windows of fixed size: tumbling, or hopping if they advance by less than their size. Start is inclusive, end exclusive, and windows
 * are aligned to the epoch.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class TimeWindows extends Windows<TimeWindow> {
    /** Size of a window in ms. */
    public final long sizeMs;

    /** Distance between the starts of two windows in ms. */
    public final long advanceMs;

    private final long graceMs;

    private TimeWindows(long sizeMs, long advanceMs, long graceMs) {
        if (sizeMs <= 0) {
            throw new IllegalArgumentException("Window size (sizeMs) must be larger than zero.");
        }
        if (advanceMs <= 0 || advanceMs > sizeMs) {
            throw new IllegalArgumentException(
                    "Window advancement interval should be more than zero and less than window duration which is "
                            + sizeMs + " ms, but given advancement interval is: " + advanceMs + " ms");
        }
        if (graceMs < 0) {
            throw new IllegalArgumentException("Grace period must not be negative.");
        }
        this.sizeMs = sizeMs;
        this.advanceMs = advanceMs;
        this.graceMs = graceMs;
    }

    public static TimeWindows ofSizeWithNoGrace(Duration size) {
        return ofSizeAndGrace(size, Duration.ofMillis(NO_GRACE_PERIOD));
    }

    /** @throws IllegalArgumentException if the size is not positive or the grace period negative */
    public static TimeWindows ofSizeAndGrace(Duration size, Duration afterWindowEnd) {
        long sizeMs = Durations.toMillis(size, "size");
        return new TimeWindows(sizeMs, sizeMs, Durations.toMillis(afterWindowEnd, "afterWindowEnd"));
    }

    /** Makes the windows hop by this interval. */
    public TimeWindows advanceBy(Duration advance) {
        return new TimeWindows(sizeMs, Durations.toMillis(advance, "advance"), graceMs);
    }

    @Override
    public Map<Long, TimeWindow> windowsFor(long timestamp) {
        long windowStart = Math.max(0, timestamp - sizeMs + advanceMs) / advanceMs * advanceMs;
        Map<Long, TimeWindow> windows = new LinkedHashMap<>();
        while (windowStart <= timestamp) {
            windows.put(windowStart, new TimeWindow(windowStart, windowStart + sizeMs));
            windowStart += advanceMs;
        }
        return windows;
    }

    @Override
    public long size() {
        return sizeMs;
    }

    @Override
    public long gracePeriodMs() {
        return graceMs;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof TimeWindows other
                && sizeMs == other.sizeMs
                && advanceMs == other.advanceMs
                && graceMs == other.graceMs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sizeMs, advanceMs, graceMs);
    }

    @Override
    public String toString() {
        return "TimeWindows{, sizeMs=" + sizeMs + ", advanceMs=" + advanceMs + ", graceMs=" + graceMs + '}';
    }
}
