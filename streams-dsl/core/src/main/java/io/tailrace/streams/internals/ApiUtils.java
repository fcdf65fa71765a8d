package io.tailrace.streams.internals;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks of what users hand in. Class and method have Kafka's names: suppliers of test kits look for them on the stack, so as not to
 * count the instances that are made for the check.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class ApiUtils {
    private ApiUtils() {}

    /** @throws IllegalArgumentException if two calls give the same object, which tasks would then share */
    public static void checkSupplier(Supplier<?> supplier) {
        Object first = supplier.get();
        if (first == supplier.get()) {
            String type = supplier.getClass().getName();
            throw new IllegalArgumentException(type + " generates single reference. " + type
                    + "#get() must return a new object each time it is called.");
        }
    }

    /** What errors about the time in a parameter begin with. */
    public static String prepareMillisCheckFailMsgPrefix(@Nullable Object value, String name) {
        return "Invalid value for parameter \"" + name + "\" (value was: " + value + "). ";
    }

    /** @throws IllegalArgumentException if it is null, or too long for milliseconds to tell */
    public static long validateMillisecondDuration(@Nullable Duration duration, String messagePrefix) {
        if (duration == null) {
            throw new IllegalArgumentException(messagePrefix + "It shouldn't be null.");
        }
        try {
            return duration.toMillis();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(messagePrefix + "It can't be converted to milliseconds.", e);
        }
    }

    /** @throws IllegalArgumentException if it is null, or too far off for milliseconds to tell */
    public static long validateMillisecondInstant(@Nullable Instant instant, String messagePrefix) {
        if (instant == null) {
            throw new IllegalArgumentException(messagePrefix + "It shouldn't be null.");
        }
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(messagePrefix + "It can't be converted to milliseconds.", e);
        }
    }
}
