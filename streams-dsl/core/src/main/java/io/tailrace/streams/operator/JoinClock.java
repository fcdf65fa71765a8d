package io.tailrace.streams.operator;

/**
 * What the two sides of an outer join share in a task: the time of the join, the least time of an unmatched record, and when they may be
 * emitted next.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class JoinClock {
    static final long NOTHING_WAITS = Long.MAX_VALUE;

    private long streamTimeMs = -1;
    private long firstUnmatchedMs = NOTHING_WAITS;
    private long nextEmissionMs;

    void advance(long timestampMs) {
        streamTimeMs = Math.max(streamTimeMs, timestampMs);
    }

    long streamTimeMs() {
        return streamTimeMs;
    }

    /** Time of the first record that waits, as far as known, or {@link #NOTHING_WAITS}. */
    long firstUnmatchedMs() {
        return firstUnmatchedMs;
    }

    void waits(long timestampMs) {
        firstUnmatchedMs = Math.min(firstUnmatchedMs, timestampMs);
    }

    void firstUnmatched(long timestampMs) {
        firstUnmatchedMs = timestampMs;
    }

    /** Whether it is time to emit; if so, the next time is one interval later. */
    boolean emissionDue(long wallClockMs, long intervalMs) {
        if (wallClockMs < nextEmissionMs) {
            return false;
        }
        nextEmissionMs = wallClockMs + intervalMs;
        return true;
    }
}
