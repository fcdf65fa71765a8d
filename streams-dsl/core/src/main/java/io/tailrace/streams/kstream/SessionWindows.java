package io.tailrace.streams.kstream;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of activity: a session ends when nothing of its key came for longer than the gap. Records exactly the gap apart are in one
 * session. Start and end of a session are the times of its first and last record.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class SessionWindows {
    private final long gapMs;
    private final long graceMs;

    private SessionWindows(long gapMs, long graceMs) {
        if (gapMs < 0) {
            throw new IllegalArgumentException("Gap time cannot be negative.");
        }
        if (graceMs < 0) {
            throw new IllegalArgumentException("Grace period cannot be negative.");
        }
        this.gapMs = gapMs;
        this.graceMs = graceMs;
    }

    public static SessionWindows ofInactivityGapWithNoGrace(Duration inactivityGap) {
        return ofInactivityGapAndGrace(inactivityGap, Duration.ZERO);
    }

    /** @throws IllegalArgumentException if the gap or the grace period is negative */
    public static SessionWindows ofInactivityGapAndGrace(Duration inactivityGap, Duration afterWindowEnd) {
        return new SessionWindows(
                Durations.toMillis(inactivityGap, "inactivityGap"),
                Durations.toMillis(afterWindowEnd, "afterWindowEnd"));
    }

    /** How long (ms of stream time) after a session's end plus gap records for it are still taken. */
    public long gracePeriodMs() {
        return graceMs;
    }

    /** The gap in ms. */
    public long inactivityGap() {
        return gapMs;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof SessionWindows other && gapMs == other.gapMs && graceMs == other.graceMs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(gapMs, graceMs);
    }

    @Override
    public String toString() {
        return "SessionWindows{gapMs=" + gapMs + ", graceMs=" + graceMs + '}';
    }
}
