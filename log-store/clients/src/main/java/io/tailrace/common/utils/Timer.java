package io.tailrace.common.utils;

/**
 * Time that runs out. It knows the time as of its last {@link #update}, so that a caller who asks several things sees one time.
 *
 * <p><b>Threads:</b> one.
 */
public class Timer {
    private final Time time;
    private long startMs;
    private long currentTimeMs;
    private long deadlineMs;
    private long timeoutMs;

    Timer(Time time, long timeoutMs) {
        this.time = time;
        update();
        reset(timeoutMs);
    }

    public boolean isExpired() {
        return currentTimeMs >= deadlineMs;
    }

    /** Milliseconds since it expired; 0 if it has not. */
    public long isExpiredBy() {
        return Math.max(0, currentTimeMs - deadlineMs);
    }

    public boolean notExpired() {
        return !isExpired();
    }

    public void updateAndReset(long newTimeoutMs) {
        update();
        reset(newTimeoutMs);
    }

    /** @throws IllegalArgumentException if the time-out is negative */
    public final void reset(long newTimeoutMs) {
        if (newTimeoutMs < 0) {
            throw new IllegalArgumentException("Invalid negative timeout " + newTimeoutMs);
        }
        timeoutMs = newTimeoutMs;
        startMs = currentTimeMs;
        deadlineMs = newTimeoutMs > Long.MAX_VALUE - currentTimeMs ? Long.MAX_VALUE : currentTimeMs + newTimeoutMs;
    }

    public void resetDeadline(long newDeadlineMs) {
        if (newDeadlineMs < 0) {
            throw new IllegalArgumentException("Invalid negative deadline " + newDeadlineMs);
        }
        timeoutMs = Math.max(0, newDeadlineMs - currentTimeMs);
        startMs = currentTimeMs;
        deadlineMs = newDeadlineMs;
    }

    public final void update() {
        update(time.milliseconds());
    }

    /** Takes a time that the caller knows; one that is earlier than what is known changes nothing. */
    public final void update(long nowMs) {
        currentTimeMs = Math.max(nowMs, currentTimeMs);
    }

    public long remainingMs() {
        return Math.max(0, deadlineMs - currentTimeMs);
    }

    public long currentTimeMs() {
        return currentTimeMs;
    }

    public long elapsedMs() {
        return currentTimeMs - startMs;
    }

    public long timeoutMs() {
        return timeoutMs;
    }

    /** Sleeps, at most until it expires, and updates. */
    public void sleep(long durationMs) {
        long sleepMs = Math.min(durationMs, deadlineMs - currentTimeMs);
        time.sleep(sleepMs);
        currentTimeMs = time.milliseconds();
    }
}
