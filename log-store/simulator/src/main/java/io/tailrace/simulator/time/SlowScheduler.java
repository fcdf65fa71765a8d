package io.tailrace.simulator.time;

import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import java.util.Random;

/**
 * A thread whose work takes a while, such as one that syncs files: what it is given happens up to {@code maxDelayMs} later,
 * in order.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class SlowScheduler implements Scheduler {

    private final ProcessScheduler delegate;
    private final Random random;
    private final int maxDelayMs;
    private long busyUntilNanos;

    public SlowScheduler(ProcessScheduler delegate, Random random, int maxDelayMs) {
        this.delegate = delegate;
        this.random = random;
        this.maxDelayMs = maxDelayMs;
    }

    @Override
    public Clock clock() {
        return delegate.clock();
    }

    @Override
    public void execute(Runnable task) {
        long delayNanos = (long) (random.nextDouble() * maxDelayMs * 1_000_000);
        busyUntilNanos = Math.max(busyUntilNanos, clock().nanoTime()) + delayNanos;
        delegate.scheduleAtNanos(busyUntilNanos, task);
    }

    @Override
    public Task schedule(long delayMs, Runnable task) {
        return delegate.schedule(delayMs, task);
    }
}
