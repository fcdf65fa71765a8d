package io.tailrace.clients.consumer;

import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses a second thread while a first one is inside the consumer. Not a lock: nobody waits. The first thread may
 * enter again, from a listener.
 *
 * <p><b>Threads:</b> any.
 */
final class OwnerCheck {
    private static final long NOBODY = -1;

    private final AtomicLong owner = new AtomicLong(NOBODY);
    private int depth;

    /** @throws ConcurrentModificationException if another thread is inside */
    void acquire() {
        Thread thread = Thread.currentThread();
        long id = thread.getId();
        if (id != owner.get() && !owner.compareAndSet(NOBODY, id)) {
            throw new ConcurrentModificationException("The consumer is not safe for multi-threaded access: thread "
                    + thread.getName() + " (id " + id + ") called it while thread id " + owner.get() + " is inside");
        }
        depth++;
    }

    void release() {
        if (--depth == 0) owner.set(NOBODY);
    }
}
