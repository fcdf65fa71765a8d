package io.tailrace.clients.core;

import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler with one daemon thread, for clients whose transport has none to share. Tasks wait in one heap, ordered by
 * due time and then by arrival; what is due at once is due at the time of arrival, so that it cannot overtake.
 *
 * <p>Closing lets the tasks that are due run and drops the others; tasks that come later are dropped too. The heap is
 * bounded by what its one client has under way.
 *
 * <p><b>Threads:</b> any; tasks run on the scheduler's own thread. The lock guards the heap, never a running task.
 */
public final class SingleThreadScheduler implements Scheduler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SingleThreadScheduler.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final Thread thread;
    private long arrivals;
    private boolean closed;

    /** @param threadName what the thread is called in dumps */
    public SingleThreadScheduler(String threadName) {
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Clock clock() {
        return SystemClock.INSTANCE;
    }

    @Override
    public void execute(Runnable task) {
        add(0, task);
    }

    @Override
    public Task schedule(long delayMs, Runnable task) {
        return add(TimeUnit.MILLISECONDS.toNanos(Math.max(0, delayMs)), task);
    }

    private Entry add(long delayNanos, Runnable task) {
        lock.lock();
        try {
            Entry entry = new Entry(System.nanoTime() + delayNanos, arrivals++, task);
            if (!closed) {
                entries.add(entry);
                if (entries.peek() == entry) {
                    changed.signal();
                }
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Entry entry = next();
        while (entry != null) {
            Runnable task = entry.take();
            if (task != null) {
                try {
                    task.run();
                } catch (Throwable e) {
                    LOG.error("a task of {} failed", thread.getName(), e);
                }
            }
            entry = next();
        }
    }

    /** Waits for the next task that is due; null when closed and nothing is due. */
    private @Nullable Entry next() {
        lock.lock();
        try {
            while (true) {
                Entry first = entries.peek();
                long waitNanos = first == null ? Long.MAX_VALUE : first.dueNanos - System.nanoTime();
                if (first != null && waitNanos <= 0) {
                    return entries.poll();
                }
                if (closed) {
                    return null;
                }
                await(waitNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its one caller is the loop
    private void await(long nanos) {
        try {
            long left = changed.awaitNanos(nanos);
            assert left <= nanos;
        } catch (InterruptedException e) {
            LOG.debug("{} ignores an interrupt: it ends when its client is closed", thread.getName());
        }
    }

    /** Ends the thread; does not wait for it. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private final class Entry implements Task, Comparable<Entry> {
        private final long dueNanos;
        private final long arrival;
        private @Nullable Runnable task;

        Entry(long dueNanos, long arrival, Runnable task) {
            this.dueNanos = dueNanos;
            this.arrival = arrival;
            this.task = task;
        }

        @Nullable
        Runnable take() {
            lock.lock();
            try {
                Runnable taken = task;
                task = null;
                return taken;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean cancel() {
            lock.lock();
            try {
                boolean prevented = task != null;
                task = null;
                entries.remove(this);
                return prevented;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(dueNanos - other.dueNanos, 0);
            return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
        }
    }
}
