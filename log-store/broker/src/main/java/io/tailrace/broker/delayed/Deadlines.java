package io.tailrace.broker.delayed;

import io.tailrace.protocol.time.Scheduler;
import java.util.concurrent.CompletableFuture;

/**
 * Puts a time limit on a wait.
 *
 * <p><b>Threads:</b> any; time-outs fire on the scheduler.
 */
public final class Deadlines {

    private final Scheduler scheduler;

    public Deadlines(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * A future that completes as {@code wait} does, or with {@code false} after {@code timeoutMs}; {@code true} means that
     * the wait ended by itself. A failure of the wait is passed on.
     */
    public CompletableFuture<Boolean> within(long timeoutMs, CompletableFuture<?> wait) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        if (wait.isDone()) {
            forward(wait, outcome);
            return outcome;
        }
        Scheduler.Task timer = scheduler.schedule(Math.max(0, timeoutMs), () -> outcome.complete(false));
        Completions.whenDone(wait, (value, failure) -> {
            timer.cancel();
            forward(wait, outcome);
        });
        return outcome;
    }

    private static void forward(CompletableFuture<?> wait, CompletableFuture<Boolean> outcome) {
        Completions.whenDone(wait, (value, failure) -> {
            if (failure == null) {
                outcome.complete(true);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
    }
}
