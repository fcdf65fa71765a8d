package io.tailrace.state.cache;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of heap that the caches of all stores of an application may take together. It is a hard limit: bytes are
 * reserved before an entry is linked, and an entry for which there is no room is written through. Each task may take an
 * equal part, so that none starves another; tasks without caches take none.
 *
 * <p>Accounted are keys, values and a fixed overhead an entry, which is an upper estimate of what the JVM takes for it.
 *
 * <p><b>Threads:</b> any.
 */
public final class CacheBudget {

    private final long maxBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicInteger shares = new AtomicInteger();

    /**
     * @param maxBytes 0 means no caching
     */
    public CacheBudget(long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("expected a cache size of 0 or more bytes, actual " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    public long maxBytes() {
        return maxBytes;
    }

    /** Bytes that are taken now; never more than {@link #maxBytes}. */
    public long usedBytes() {
        return usedBytes.get();
    }

    void openShare() {
        shares.incrementAndGet();
    }

    void closeShare() {
        shares.decrementAndGet();
    }

    /** What one task may take. Shrinks when a task joins; then those above it give way with their next write. */
    long bytesPerShare() {
        return maxBytes / Math.max(1, shares.get());
    }

    boolean reserve(long bytes) {
        long used;
        do {
            used = usedBytes.get();
            if (used + bytes > maxBytes) {
                return false;
            }
        } while (!usedBytes.compareAndSet(used, used + bytes));
        return true;
    }

    void release(long bytes) {
        usedBytes.addAndGet(-bytes);
    }
}
