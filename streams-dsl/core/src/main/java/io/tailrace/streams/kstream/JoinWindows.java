package io.tailrace.streams.kstream;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which records of two streams join: those of the same key whose timestamps are near enough. For a record of the first stream at time
 * {@code t} these are the records of the second stream from {@code t - before} to {@code t + after}, both ends within.
 *
 * <pre>
 *              t - before            t            t + after
 *  ────────────────┼─────────────────┼────────────────┼──────────────
 *                  [   the other stream's records     ]──── grace ───▶ closed
 * </pre>
 *
 * <p>Either bound may be negative, so that the window lies wholly before or after the record, as long as it is not empty.
 *
 * <p><b>Threads:</b> immutable.
 */
public class JoinWindows extends Windows<Window> {
    /** How far back in ms the other record may lie. */
    public final long beforeMs;

    /** How far ahead in ms the other record may lie. */
    public final long afterMs;

    /** Whether a record without partner waits until its window has closed before it is joined with null. */
    protected final boolean enableSpuriousResultFix;

    private final long graceMs;

    protected JoinWindows(JoinWindows windows) {
        this(windows.beforeMs, windows.afterMs, windows.graceMs, windows.enableSpuriousResultFix);
    }

    private JoinWindows(long beforeMs, long afterMs, long graceMs, boolean enableSpuriousResultFix) {
        if (beforeMs + afterMs < 0) {
            throw new IllegalArgumentException("Window interval (ie, beforeMs+afterMs) must not be negative.");
        }
        if (graceMs < 0) {
            throw new IllegalArgumentException("Grace period must not be negative.");
        }
        this.beforeMs = beforeMs;
        this.afterMs = afterMs;
        this.graceMs = graceMs;
        this.enableSpuriousResultFix = enableSpuriousResultFix;
    }

    /**
     * Records that are at most {@code timeDifference} apart, either way.
     *
     * @param afterWindowEnd how long after its end, in stream time, a window still takes records
     * @throws IllegalArgumentException if either is negative
     */
    public static JoinWindows ofTimeDifferenceAndGrace(Duration timeDifference, Duration afterWindowEnd) {
        long differenceMs = Durations.toMillis(timeDifference, "timeDifference");
        return new JoinWindows(differenceMs, differenceMs, Durations.toMillis(afterWindowEnd, "afterWindowEnd"), true);
    }

    /** As {@link #ofTimeDifferenceAndGrace} with a grace of zero. */
    public static JoinWindows ofTimeDifferenceWithNoGrace(Duration timeDifference) {
        return ofTimeDifferenceAndGrace(timeDifference, Duration.ofMillis(NO_GRACE_PERIOD));
    }

    /**
     * Records that are at most {@code timeDifference} apart, in the old form: windows stay open for a day, and outer joins join a record that
     * has no partner yet with null at once, though one may come later.
     *
     * @throws IllegalArgumentException if negative
     * @deprecated since Kafka 3.0, for {@link #ofTimeDifferenceWithNoGrace}
     */
    @Deprecated
    public static JoinWindows of(Duration timeDifference) {
        long differenceMs = Durations.toMillis(timeDifference, "timeDifference");
        long graceMs = Math.max(DEPRECATED_DEFAULT_24_HR_GRACE_PERIOD - 2 * differenceMs, 0);
        return new JoinWindows(differenceMs, differenceMs, graceMs, false);
    }

    /**
     * Sets how long after its end a window that {@link #of} made still takes records.
     *
     * @throws IllegalArgumentException if negative
     * @throws IllegalStateException if the windows were made with their grace period
     * @deprecated since Kafka 3.0, for {@link #ofTimeDifferenceAndGrace}
     */
    @Deprecated
    public JoinWindows grace(Duration afterWindowEnd) {
        if (enableSpuriousResultFix) {
            throw new IllegalStateException(
                    "Cannot call grace() after setting grace value via ofTimeDifferenceAndGrace or ofTimeDifferenceWithNoGrace.");
        }
        return new JoinWindows(beforeMs, afterMs, Durations.toMillis(afterWindowEnd, "afterWindowEnd"), false);
    }

    /** Sets how far back the other record may lie; the other bound stays. */
    public JoinWindows before(Duration timeDifference) {
        return new JoinWindows(
                Durations.toMillis(timeDifference, "timeDifference"), afterMs, graceMs, enableSpuriousResultFix);
    }

    /** Sets how far ahead the other record may lie; the other bound stays. */
    public JoinWindows after(Duration timeDifference) {
        return new JoinWindows(
                beforeMs, Durations.toMillis(timeDifference, "timeDifference"), graceMs, enableSpuriousResultFix);
    }

    /** @throws UnsupportedOperationException always: these windows are not aligned to anything */
    @Override
    public Map<Long, Window> windowsFor(long timestamp) {
        throw new UnsupportedOperationException("windowsFor() is not supported by JoinWindows.");
    }

    @Override
    public long size() {
        return beforeMs + afterMs;
    }

    @Override
    public long gracePeriodMs() {
        return graceMs;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o != null
                && getClass() == o.getClass()
                && o instanceof JoinWindows other
                && beforeMs == other.beforeMs
                && afterMs == other.afterMs
                && graceMs == other.graceMs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(beforeMs, afterMs, graceMs);
    }

    @Override
    public String toString() {
        return "JoinWindows{beforeMs=" + beforeMs + ", afterMs=" + afterMs + ", graceMs=" + graceMs + '}';
    }
}
