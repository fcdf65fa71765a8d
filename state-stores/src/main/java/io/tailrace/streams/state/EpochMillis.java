package io.tailrace.streams.state;

import java.time.Duration;
import java.time.Instant;

/** Times and durations of the public API in milliseconds, with an error that names the parameter. */
final class EpochMillis {

    private EpochMillis() {}

    static long of(Instant time, String parameter) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expected " + parameter + " to be a time that milliseconds can tell, actual " + time, e);
        }
    }

    static long of(Duration duration, String parameter) {
        try {
            return duration.toMillis();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expected " + parameter + " to be a duration that milliseconds can tell, actual " + duration, e);
        }
    }
}
