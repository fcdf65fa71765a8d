package io.tailrace.streams.runtime;

import io.tailrace.common.errors.InterruptException;
import java.util.concurrent.TimeUnit;

/**
 * How often and how long sends are repeated: the wait doubles from {@code firstMs} to at most {@link #MAX_WAIT_MS}, and {@code limitMs} after the first
 * failure it is over. While a stream thread waits it does not poll, so the limit should be below {@code max.poll.interval.ms}.
 *
 * <p><b>Threads:</b> immutable; a {@link Round} belongs to the thread that began it.
 *
 * @param firstMs see {@code retry.backoff.ms}
 * @param limitMs see {@code task.timeout.ms}
 */
record Retries(long firstMs, long limitMs) {
    private static final long MAX_WAIT_MS = 1000;

    Round begin() {
        return new Round(System.nanoTime(), firstMs, limitMs);
    }

    /** The repetitions after one failure. */
    static final class Round {
        private final long startNanos;
        private final long limitMs;
        private long waitMs;

        private Round(long startNanos, long firstMs, long limitMs) {
            this.startNanos = startNanos;
            this.waitMs = firstMs;
            this.limitMs = limitMs;
        }

        /** Waits before the next repetition; returns false if there is to be none. */
        boolean backOff() {
            long leftMs = limitMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            if (leftMs <= 0) {
                return false;
            }
            try {
                Thread.sleep(Math.min(waitMs, leftMs));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptException(e);
            }
            waitMs = Math.min(Math.max(1, waitMs) * 2, MAX_WAIT_MS);
            return true;
        }
    }
}
