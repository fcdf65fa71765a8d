package io.tailrace.broker.delayed;

import io.tailrace.protocol.time.Scheduler;
import java.util.concurrent.CompletableFuture;

/**
 * Puts a time limit on a wait.
 *
 * <p><b>Threads:</b> any; time-outs fire on the scheduler.
 */
public final class Deadlines {

    /** Least time that the own disk gets. */
    private static final long LEAST_FOR_DISK_MS = 30_000;

    private final Scheduler scheduler;

    public Deadlines(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * A future that completes as {@code wait} does, or with {@code false} after {@code timeoutMs}; {@code true} means that
     * the wait ended by itself. A failure of the wait is passed on.
     */
    private CompletableFuture<Boolean> within(long timeoutMs, CompletableFuture<?> wait) {
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

    /**
     * As {@link #within}, for a wait for this server's own disk. The time-out of a request means other replicas: without any,
     * Kafka never waits, so clients send small ones, or 0. It can lengthen this wait but not shorten it.
     */
    public CompletableFuture<Boolean> untilSynced(long timeoutMs, CompletableFuture<?> wait) {
        return within(Math.max(timeoutMs, LEAST_FOR_DISK_MS), wait);
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
