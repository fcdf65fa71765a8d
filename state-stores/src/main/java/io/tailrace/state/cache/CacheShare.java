package io.tailrace.state.cache;

import org.jspecify.annotations.Nullable;

/**
 * A task's part of the {@link CacheBudget}: the entries of all its stores in the order of use, and the making of room.
 *
 * <p><b>Eviction.</b> The entry that was not used for longest goes. If it is dirty it is emitted first, which runs the
 * operators behind its store and may write to their caches in turn. Such nested writes never evict (the depth of the
 * call stack would follow the number of entries): they may use the last eighth of the part, which writes from outside
 * leave free, and where that is full they are written through. A write from outside evicts until it leaves that eighth
 * free again, but at most {@value #VICTIMS_PER_WRITE} entries beyond what it needs, so that the cost of a flood
 * downstream is spread over many writes.
 *
 * <p><b>Threads:</b> the task's owner only; what it shares with other tasks is in the budget.
 */
public final class CacheShare implements AutoCloseable {

    private static final int VICTIMS_PER_WRITE = 8;

    private final CacheBudget budget;
    private long usedBytes;
    private @Nullable CacheEntry newest;
    private @Nullable CacheEntry oldest;
    private boolean evicting;
    private long claimedBytes;
    private boolean closed;

    public CacheShare(CacheBudget budget) {
        this.budget = budget;
        budget.openShare();
    }

    /** Bytes that the entries of this task take. */
    public long usedBytes() {
        return usedBytes;
    }

    /**
     * Reserves room, and evicts for it if need be.
     *
     * @return false if there is none: write through
     */
    boolean reserve(long bytes) {
        if (evicting) {
            return usedBytes + claimedBytes + bytes <= budget.bytesPerShare() && take(bytes);
        }
        long limit = budget.bytesPerShare();
        if (bytes > limit) {
            return false;
        }
        long comfortable = limit - (limit >>> 3);
        for (int victims = 0; usedBytes + bytes > comfortable && oldest != null; victims++) {
            if (victims >= VICTIMS_PER_WRITE && usedBytes + bytes <= limit) {
                break;
            }
            evictOldest(bytes);
        }
        while (!take(bytes)) {
            // Another task holds more than its part until its next write.
            if (oldest == null) {
                return false;
            }
            evictOldest(bytes);
        }
        return true;
    }

    private boolean take(long bytes) {
        if (!budget.reserve(bytes)) {
            return false;
        }
        usedBytes += bytes;
        return true;
    }

    void release(long bytes) {
        usedBytes -= bytes;
        budget.release(bytes);
    }

    private void evictOldest(long claim) {
        CacheEntry victim = oldest;
        if (victim == null) {
            throw new IllegalStateException("expected an entry to evict, actual none");
        }
        evicting = true;
        claimedBytes = claim;
        try {
            victim.owner.space().evict(victim);
        } finally {
            evicting = false;
            claimedBytes = 0;
        }
    }

    /** Links an entry as the one used last; its bytes are reserved. */
    void link(CacheEntry entry) {
        entry.older = newest;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
    }

    void unlink(CacheEntry entry) {
        CacheEntry older = entry.older;
        CacheEntry newer = entry.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        entry.older = null;
        entry.newer = null;
    }

    void touch(CacheEntry entry) {
        if (newest != entry) {
            unlink(entry);
            link(entry);
        }
    }

    /** Forgets all entries, dirty ones too, and gives its part back. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            oldest = null;
            newest = null;
            release(usedBytes);
            budget.closeShare();
        }
    }
}
