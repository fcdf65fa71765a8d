package io.tailrace.common.utils;

import java.util.concurrent.TimeUnit;

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
}
