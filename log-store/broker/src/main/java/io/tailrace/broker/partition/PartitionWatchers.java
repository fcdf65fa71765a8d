package io.tailrace.broker.partition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who waits for more visible records in one partition. Waking costs nothing while nobody waits, and concerns only the
 * waiters of this partition.
 *
 * <p><b>Threads:</b> any. A waiter registers before it looks at the partition for the last time, and the partition
 * advances before it looks at the waiters; so one of the two sees the other (both are volatile accesses).
 */
final class PartitionWatchers {

    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private volatile boolean empty = true;

    void add(Runnable waiter) {
        synchronized (waiting) {
            waiting.add(waiter);
            empty = false;
        }
    }

    void remove(Runnable waiter) {
        synchronized (waiting) {
            waiting.remove(waiter);
            empty = waiting.isEmpty();
        }
    }

    /** Runs every waiter, outside any lock. */
    void wake() {
        if (empty) {
            return;
        }
        List<Runnable> woken;
        synchronized (waiting) {
            woken = new ArrayList<>(waiting);
        }
        woken.forEach(Runnable::run);
    }
}
