package io.tailrace.clients.producer;

import io.tailrace.common.KafkaException;
import io.tailrace.common.errors.InterruptException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The producer's memory, in bytes promised to batches. A hard bound: whoever wants more waits, first come first served,
 * for {@code max.block.ms} at most.
 *
 * <p><b>Threads:</b> any. The fair lock guards the count; waiting gives it up.
 */
final class BufferMemory {

    private final long totalBytes;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Set<Long> abandoned = new HashSet<>();
    private long freeBytes;
    private long nextTicket;
    private long servedTicket;
    private boolean closed;

    BufferMemory(long totalBytes) {
        this.totalBytes = totalBytes;
        this.freeBytes = totalBytes;
    }

    /**
     * Takes bytes, waiting for them if need be.
     *
     * @throws BufferExhaustedException if they are not free in time
     * @throws KafkaException if the producer is closed meanwhile
     */
    void acquire(int bytes, long maxWaitMs) {
        lock.lock();
        try {
            if (nextTicket == servedTicket && freeBytes >= bytes) {
                freeBytes -= bytes;
                return;
            }
            await(bytes, maxWaitMs);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while waiting for buffer memory", e);
        } finally {
            lock.unlock();
        }
    }

    private void await(int bytes, long maxWaitMs) throws InterruptedException {
        long ticket = nextTicket++;
        long leftNanos = TimeUnit.MILLISECONDS.toNanos(maxWaitMs);
        try {
            while (!closed && (servedTicket != ticket || freeBytes < bytes)) {
                if (leftNanos <= 0) {
                    throw new BufferExhaustedException("expected " + bytes + " bytes of buffer.memory=" + totalBytes
                            + " to become free within max.block.ms=" + maxWaitMs + ", actual free=" + freeBytes);
                }
                leftNanos = changed.awaitNanos(leftNanos);
            }
            if (closed) {
                throw new KafkaException("the producer was closed while a record waited for buffer memory");
            }
            freeBytes -= bytes;
        } finally {
            leave(ticket);
        }
    }

    /** Whoever leaves the queue lets the next one look; those that gave up in the middle are skipped. */
    private void leave(long ticket) {
        if (servedTicket == ticket) {
            servedTicket++;
        } else {
            abandoned.add(ticket);
        }
        while (abandoned.remove(servedTicket)) {
            servedTicket++;
        }
        changed.signalAll();
    }

    /** Takes bytes if they are free and nobody waits. */
    boolean tryAcquire(int bytes) {
        lock.lock();
        try {
            if (nextTicket != servedTicket || freeBytes < bytes || closed) {
                return false;
            }
            freeBytes -= bytes;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void release(int bytes) {
        lock.lock();
        try {
            freeBytes += bytes;
            if (nextTicket != servedTicket) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody waits: then batches are sent before their time. */
    boolean isExhausted() {
        lock.lock();
        try {
            return nextTicket != servedTicket;
        } finally {
            lock.unlock();
        }
    }

    long freeBytes() {
        lock.lock();
        try {
            return freeBytes;
        } finally {
            lock.unlock();
        }
    }

    long totalBytes() {
        return totalBytes;
    }

    /** Sends away those that wait. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
