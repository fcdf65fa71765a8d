package io.tailrace.state.task;

import io.tailrace.streams.errors.InvalidStateStoreException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets other threads read the stores of a task between two steps of its owner: the owner holds the lock for each step (a
 * record, a punctuation, a part of a commit), a reader for each read. The lock is fair, so that a busy task lets readers in.
 *
 * <p>Two tasks whose processors query each other's stores would wait for each other for ever; so a reader gives up after
 * {@value #TIMEOUT_SECONDS} s.
 *
 * <p><b>Threads:</b> any.
 */
public final class StoreGuard {

    private static final int TIMEOUT_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock(true);

    /** The owner begins a step. */
    public void enter() {
        lock.lock();
    }

    /** The owner ends a step. */
    public void leave() {
        lock.unlock();
    }

    /**
     * Runs a read.
     *
     * @throws InvalidStateStoreException if the task does not let go of its stores, or the thread is interrupted
     */
    public <R> R run(Supplier<R> read) {
        try {
            // Without a time the fair lock would let this thread barge in.
            if (!lock.tryLock(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new InvalidStateStoreException("expected the task to let its stores be read within "
                        + TIMEOUT_SECONDS + " s, actual: it is busy with one record; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidStateStoreException("Interrupted while waiting to read a store", e);
        }
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
