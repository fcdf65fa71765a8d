package io.tailrace.simulator.time;

import io.tailrace.protocol.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of all simulated processes one at a time. Among the processes that have something to do, chance picks;
 * within a process tasks run in the order of their due time, as {@link io.tailrace.protocol.time.Scheduler} promises. When
 * nobody has anything to do, time jumps to the next due time.
 *
 * <p>Each task takes a little virtual time, so a process that is never idle cannot stop the clock.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class EventLoop {

    private static final int MAX_TASK_NANOS = 20_000;

    private final Random random;
    private final VirtualClock clock = new VirtualClock();
    private final Trace trace;
    private final List<ProcessScheduler> schedulers = new ArrayList<>();
    private final List<ProcessScheduler> ready = new ArrayList<>();
    private final List<Throwable> uncaught = new ArrayList<>();

    public EventLoop(Random random, Trace trace) {
        this.random = random;
        this.trace = trace;
    }

    public Clock clock() {
        return clock;
    }

    public long nowMs() {
        return clock.monotonicMs();
    }

    public Trace trace() {
        return trace;
    }

    /** What tasks threw; their processes went on. */
    public List<Throwable> uncaught() {
        return uncaught;
    }

    /** A scheduler for one thread of a process. */
    public ProcessScheduler scheduler(String name) {
        ProcessScheduler scheduler = new ProcessScheduler(name, this);
        schedulers.add(scheduler);
        return scheduler;
    }

    void remove(ProcessScheduler scheduler) {
        schedulers.remove(scheduler);
    }

    /**
     * Runs one task.
     *
     * @return false if there is none, ever
     */
    public boolean step() {
        long now = clock.nanoTime();
        long next = Long.MAX_VALUE;
        ready.clear();
        for (ProcessScheduler scheduler : schedulers) {
            long due = scheduler.nextDueNanos();
            next = Math.min(next, due);
            if (due <= now) {
                ready.add(scheduler);
            }
        }
        if (next == Long.MAX_VALUE) {
            return false;
        }
        if (ready.isEmpty()) {
            clock.advanceTo(next);
            return step();
        }
        ProcessScheduler chosen = ready.get(random.nextInt(ready.size()));
        trace.event(now, chosen.name());
        clock.advanceTo(now + 1 + random.nextInt(MAX_TASK_NANOS));
        @Nullable Throwable failure = chosen.runNext();
        if (failure != null) {
            trace.note("uncaught in " + chosen.name() + ": " + failure);
            uncaught.add(failure);
        }
        return true;
    }

    /**
     * Runs until {@code done} or until {@code limitMs} of virtual time are over.
     *
     * @return whether it was done
     */
    public boolean runUntil(BooleanSupplier done, long limitMs) {
        long deadline = nowMs() + limitMs;
        while (!done.getAsBoolean()) {
            if (nowMs() >= deadline || !step()) {
                return done.getAsBoolean();
            }
        }
        return true;
    }

    /** Lets virtual time pass. */
    public void run(long durationMs) {
        runUntil(() -> false, durationMs);
    }
}
