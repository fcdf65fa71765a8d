package io.tailrace.broker.delayed;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs callbacks when futures complete.
 *
 * <p><b>Threads:</b> stateless; a callback runs on the thread that completes the future, or in the call itself.
 */
public final class Completions {

    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private Completions() {}

    /** Runs {@code callback} with the value or the failure of {@code future}; what the callback throws is logged. */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing can come of it: the callback cannot fail
    public static <T> void whenDone(
            CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> callback) {
        future.whenComplete((value, failure) -> {
            try {
                callback.accept(value, failure);
            } catch (RuntimeException | Error e) {
                LOG.error("Callback of a completed operation failed", e);
            }
        });
    }
}
