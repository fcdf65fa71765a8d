package io.tailrace.clients.core;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to act on the end of a future where nothing depends on the action: what the action throws is logged, not
 * lost in a future that nobody has.
 *
 * <p><b>Threads:</b> the action runs where the future completes.
 */
public final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private Callbacks() {}

    /** @param action gets the result and the failure, one of which is null */
    @SuppressWarnings("FutureReturnValueIgnored") // the failure goes to the action, the action's own to the log
    public static <T> void on(
            CompletionStage<T> stage, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        stage.whenComplete((result, failure) -> {
            try {
                action.accept(result, failure);
            } catch (RuntimeException | Error e) {
                LOG.error("an action on a completed future failed", e);
            }
        });
    }
}
