package io.tailrace.clients.consumer.dispatch;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Events for the thread that owns a consumer. They run when that thread asks for them, in the order they came.
 * Bounded by what is asked for: at most one fetch a node, and the requests the owner sent.
 *
 * <p><b>Threads:</b> {@link #offer} and {@link #wakeUp} from any thread, the rest by the owner. An event is queued before
 * the waiting thread is looked at, and that thread announces itself before it looks at the queue, so none is missed.
 */
public final class Mailbox {

    /** What came back, and what becomes of it if nobody is there to read it. */
    private record Event(Runnable handle, Runnable discard) {}

    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    /** Adds an event; after {@link #close} it is discarded at once. */
    public void offer(Runnable handle, Runnable discard) {
        events.add(new Event(handle, discard));
        if (closed) {
            discardAll();
        } else {
            wakeUp();
        }
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** Ends a wait now under way. */
    public void wakeUp() {
        Thread owner = waiting;
        if (owner != null) LockSupport.unpark(owner);
    }

    /** Runs what is there. Returns whether there was anything. */
    public boolean runAll() {
        Event event = events.poll();
        if (event == null) return false;
        for (; event != null; event = events.poll()) event.handle.run();
        return true;
    }

    /** Waits until there may be an event, at most {@code nanos}; returns early if interrupted. */
    public void await(long nanos) {
        waiting = Thread.currentThread();
        try {
            if (events.isEmpty() && nanos > 0) LockSupport.parkNanos(this, nanos);
        } finally {
            waiting = null;
        }
    }

    /** From now on all events are discarded. */
    public void close() {
        closed = true;
        discardAll();
    }

    private void discardAll() {
        for (Event event = events.poll(); event != null; event = events.poll()) event.discard.run();
    }
}
