package io.tailrace.streams.kstream;

import java.time.Duration;

/** Converts durations of the public API to ms, with errors that name the argument. */
final class Durations {
    private Durations() {}

    static long toMillis(Duration duration, String name) {
        if (duration == null) {
            throw new IllegalArgumentException(
                    "Invalid value for parameter \"" + name + "\" (value was: null). It shouldn't be null.");
        }
        try {
            return duration.toMillis();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Invalid value for parameter \"" + name + "\" (value was: " + duration
                            + "). It can't be converted to milliseconds.",
                    e);
        }
    }
}
