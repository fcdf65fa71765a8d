package io.tailrace.common.utils;

import io.tailrace.common.errors.TimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The clock that a few constructors of the public API accept. */
public interface Time {

    /** The clock of the machine. */
    Time SYSTEM = new Time() {
        @Override
        public long milliseconds() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanoseconds() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long ms) {
            try {
                TimeUnit.MILLISECONDS.sleep(ms);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    };

    /** Milliseconds since the epoch. */
    long milliseconds();

    /** Milliseconds of {@link #nanoseconds}. */
    default long hiResClockMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanoseconds());
    }

    /** Nanoseconds since an arbitrary origin; never goes back. */
    long nanoseconds();

    /** Waits; an interrupt ends the wait and sets the flag again. */
    void sleep(long ms);

    /**
     * Waits on {@code object} until the condition holds.
     *
     * @param deadlineMs when to give up, as of {@link #milliseconds}
     * @throws TimeoutException if the condition does not hold by then
     */
    default void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        synchronized (object) {
            while (!condition.get()) {
                long leftMs = deadlineMs - milliseconds();
                if (leftMs <= 0) {
                    throw new TimeoutException("Condition not satisfied before deadline");
                }
                object.wait(leftMs);
            }
        }
    }

    /** A timer that expires after {@code timeoutMs}. */
    default Timer timer(long timeoutMs) {
        return new Timer(this, timeoutMs);
    }

    default Timer timer(Duration timeout) {
        return timer(timeout.toMillis());
    }
}
