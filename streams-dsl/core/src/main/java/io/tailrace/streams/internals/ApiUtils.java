package io.tailrace.streams.internals;

import java.util.function.Supplier;

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
}
