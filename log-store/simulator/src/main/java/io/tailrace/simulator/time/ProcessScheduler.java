package io.tailrace.simulator.time;

import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one thread of a simulated process. {@link #halt} ends it as a kill does: nothing of it runs any more.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class ProcessScheduler implements Scheduler {

    private final String name;
    private final EventLoop loop;
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::dueNanos).thenComparingLong(Entry::order));
    private long order;
    private boolean halted;

    ProcessScheduler(String name, EventLoop loop) {
        this.name = name;
        this.loop = loop;
    }

    private final class Entry implements Task {

        private final long dueNanos;
        private final long order;
        private final Runnable work;
        private boolean over;

        Entry(long dueNanos, long order, Runnable work) {
            this.dueNanos = dueNanos;
            this.order = order;
            this.work = work;
        }

        long dueNanos() {
            return dueNanos;
        }

        long order() {
            return order;
        }

        @Override
        public boolean cancel() {
            if (over) {
                return false;
            }
            over = true;
            queue.remove(this);
            return true;
        }
    }

    public String name() {
        return name;
    }

    public boolean isHalted() {
        return halted;
    }

    @Override
    public Clock clock() {
        return loop.clock();
    }

    @Override
    public void execute(Runnable task) {
        add(clock().nanoTime(), task);
    }

    @Override
    public Task schedule(long delayMs, Runnable task) {
        return add(clock().nanoTime() + Math.max(0, delayMs) * 1_000_000, task);
    }

    /** As {@link #schedule}, at a point in time. */
    public Task scheduleAtNanos(long dueNanos, Runnable task) {
        return add(dueNanos, task);
    }

    private Task add(long dueNanos, Runnable task) {
        Entry entry = new Entry(dueNanos, order++, task);
        if (halted) {
            entry.over = true;
        } else {
            queue.add(entry);
        }
        return entry;
    }

    /** Drops all tasks, and those to come. */
    public void halt() {
        halted = true;
        queue.clear();
        loop.remove(this);
    }

    long nextDueNanos() {
        Entry head = queue.peek();
        return head == null ? Long.MAX_VALUE : head.dueNanos();
    }

    @Nullable
    Throwable runNext() {
        Entry entry = queue.remove();
        entry.over = true;
        try {
            entry.work.run();
            return null;
        } catch (RuntimeException | Error e) {
            return halted ? null : e;
        }
    }
}
