package io.tailrace.storage.log;

import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A scheduler on virtual time: tasks run when the test says so, in the order of their due time. */
final class VirtualScheduler implements Scheduler, Clock {

    private record Due(long atMs, long order, Runnable task) implements Task {
        @Override
        public boolean cancel() {
            throw new UnsupportedOperationException("not needed here");
        }
    }

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::order));
    private long nowMs = 1_700_000_000_000L;
    private long orders;

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public long wallMs() {
        return nowMs;
    }

    @Override
    public long nanoTime() {
        return nowMs * 1_000_000;
    }

    @Override
    public void execute(Runnable task) {
        schedule(0, task);
    }

    @Override
    public Task schedule(long delayMs, Runnable task) {
        Due entry = new Due(nowMs + delayMs, orders++, task);
        due.add(entry);
        return entry;
    }

    /** Runs one task that is due now; false if there is none. */
    boolean runOne() {
        Due next = due.peek();
        if (next == null || next.atMs > nowMs) {
            return false;
        }
        due.remove();
        next.task.run();
        return true;
    }

    void runDue() {
        while (runOne()) {
            // each may bring others
        }
    }

    void advance(long ms) {
        long target = nowMs + ms;
        for (Due next = due.peek(); next != null && next.atMs <= target; next = due.peek()) {
            nowMs = Math.max(nowMs, next.atMs);
            runOne();
        }
        nowMs = target;
    }

    void forgetAll() {
        due.clear();
    }
}
