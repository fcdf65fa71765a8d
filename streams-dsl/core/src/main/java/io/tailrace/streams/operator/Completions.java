package io.tailrace.streams.operator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Hands results from the threads that complete futures to the task's thread. It holds at most one result for each attempt that was begun.
 *
 * <p><b>Threads:</b> {@link #add} by any; the rest by the task's thread. The lock orders what was done before an add before the take.
 */
final class Completions<T> {
    private final Queue<T> queue = new ArrayDeque<>();

    synchronized void add(T result) {
        queue.add(result);
        notifyAll();
    }

    synchronized List<T> take() {
        List<T> taken = new ArrayList<>(queue);
        queue.clear();
        return taken;
    }

    /** Waits until there is a result, but no longer than that. */
    synchronized void await(long timeoutNanos) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutNanos;
        long left = timeoutNanos;
        while (queue.isEmpty() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
            left = deadline - System.nanoTime();
        }
    }
}
