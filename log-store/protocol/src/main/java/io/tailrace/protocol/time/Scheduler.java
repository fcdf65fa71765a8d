package io.tailrace.protocol.time;

import java.util.concurrent.Executor;

/**
 * The port through which work happens later or elsewhere. Tasks of one scheduler run one after another, in the order
 * of their due time, and never inside the call that submitted them. The simulator implements it on virtual time.
 *
 * <p>A task that throws is logged by the scheduler and does not stop it.
 *
 * <p><b>Threads:</b> {@link #execute}, {@link #schedule} and {@link Task#cancel} may be called from any thread.
 */
public interface Scheduler extends Executor {

    /** A scheduled piece of work. */
    interface Task {
        /** Prevents the run if it has not begun. Returns whether it did prevent it. */
        boolean cancel();
    }

    Clock clock();

    /** Runs {@code task} as soon as the scheduler gets to it. */
    @Override
    void execute(Runnable task);

    /** Runs {@code task} once, at least {@code delayMs} milliseconds from now. */
    Task schedule(long delayMs, Runnable task);
}
