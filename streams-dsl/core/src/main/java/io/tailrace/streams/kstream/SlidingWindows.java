package io.tailrace.streams.kstream;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Windows that slide with the records: two records of a key are in a common window if their times differ by at most the time
 * difference. There is a window for every different set of records that are that close, so a record makes up to two windows: one that
 * ends at the record (start and end inclusive), and one that starts 1 ms after it, once there is a later record in it. Source:
 * KIP-450.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class SlidingWindows {
    private final long timeDifferenceMs;
    private final long graceMs;

    private SlidingWindows(long timeDifferenceMs, long graceMs) {
        if (timeDifferenceMs < 0) {
            throw new IllegalArgumentException("Window time difference must not be negative.");
        }
        if (graceMs < 0) {
            throw new IllegalArgumentException("Window grace period must not be negative.");
        }
        this.timeDifferenceMs = timeDifferenceMs;
        this.graceMs = graceMs;
    }

    public static SlidingWindows ofTimeDifferenceWithNoGrace(Duration timeDifference) {
        return ofTimeDifferenceAndGrace(timeDifference, Duration.ZERO);
    }

    /** @throws IllegalArgumentException if one of the two is negative */
    public static SlidingWindows ofTimeDifferenceAndGrace(Duration timeDifference, Duration afterWindowEnd) {
        return new SlidingWindows(
                Durations.toMillis(timeDifference, "timeDifference"),
                Durations.toMillis(afterWindowEnd, "afterWindowEnd"));
    }

    /** The largest difference in ms between two records of a window. */
    public long timeDifferenceMs() {
        return timeDifferenceMs;
    }

    /** How long after its end (ms of stream time) a window still takes records. */
    public long gracePeriodMs() {
        return graceMs;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof SlidingWindows other
                && timeDifferenceMs == other.timeDifferenceMs
                && graceMs == other.graceMs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(timeDifferenceMs, graceMs);
    }

    @Override
    public String toString() {
        return "SlidingWindows{, sizeMs=" + timeDifferenceMs + ", graceMs=" + graceMs + '}';
    }
}
