package io.tailrace.state.cache;

import io.tailrace.state.space.SortedBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cached entries of one store: an intrusive hash table whose dirty entries are also linked in the order of their newest
 * writes. Writing a key again allocates nothing, and the order in which changes are emitted depends on the input alone.
 *
 * <p>An index of the dirty entries by key is built with the first scan and kept from then on, and one of all entries with the first read of
 * what is held; stores that are never read like that do not pay for them.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class DirtyLru {

    private static final int INITIAL_BUCKETS = 64;

    private final CachedSpace space;
    private @Nullable CacheEntry[] buckets = new CacheEntry[INITIAL_BUCKETS];
    private int size;
    private int dirtyCount;
    private @Nullable CacheEntry firstDirty;
    private @Nullable CacheEntry lastDirty;
    private @Nullable SortedBytes<CacheEntry> dirtyIndex;
    private @Nullable SortedBytes<CacheEntry> index;

    DirtyLru(CachedSpace space) {
        this.space = space;
    }

    /** The store that these are the entries of. */
    CachedSpace space() {
        return space;
    }

    int size() {
        return size;
    }

    int dirtyCount() {
        return dirtyCount;
    }

    static int hash(byte[] key) {
        int hash = Arrays.hashCode(key);
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }

    @Nullable
    CacheEntry find(byte[] key, int hash) {
        CacheEntry entry = buckets[hash & (buckets.length - 1)];
        while (entry != null && (entry.hash != hash || !Arrays.equals(entry.key, key))) {
            entry = entry.nextInBucket;
        }
        return entry;
    }

    /** Adds an entry whose key is not there. */
    void add(CacheEntry entry) {
        if (size >= buckets.length - (buckets.length >>> 2)) {
            grow();
        }
        int bucket = entry.hash & (buckets.length - 1);
        entry.nextInBucket = buckets[bucket];
        buckets[bucket] = entry;
        size++;
        if (index != null) {
            index.put(entry.key, entry);
        }
    }

    /** Removes an entry from the table. */
    void remove(CacheEntry entry) {
        int bucket = entry.hash & (buckets.length - 1);
        CacheEntry at = buckets[bucket];
        if (at == entry) {
            buckets[bucket] = entry.nextInBucket;
        } else {
            while (at != null && at.nextInBucket != entry) {
                at = at.nextInBucket;
            }
            if (at == null) {
                throw new IllegalStateException("expected the cache entry in its bucket, actual absent");
            }
            at.nextInBucket = entry.nextInBucket;
        }
        entry.nextInBucket = null;
        size--;
        if (index != null) {
            index.remove(entry.key);
        }
    }

    void markDirty(CacheEntry entry) {
        entry.dirty = true;
        linkLast(entry);
        dirtyCount++;
        if (dirtyIndex != null) {
            dirtyIndex.put(entry.key, entry);
        }
    }

    /** Moves a dirty entry behind all others. */
    void writtenAgain(CacheEntry entry) {
        if (entry != lastDirty) {
            unlink(entry);
            linkLast(entry);
        }
    }

    /** Takes the entry off the dirty order and the index; its state stays as it is. */
    void unlinkDirty(CacheEntry entry) {
        unlink(entry);
        dirtyCount--;
        if (dirtyIndex != null) {
            dirtyIndex.remove(entry.key);
        }
    }

    private void linkLast(CacheEntry entry) {
        entry.dirtyBefore = lastDirty;
        if (lastDirty == null) {
            firstDirty = entry;
        } else {
            lastDirty.dirtyAfter = entry;
        }
        lastDirty = entry;
    }

    private void unlink(CacheEntry entry) {
        CacheEntry before = entry.dirtyBefore;
        CacheEntry after = entry.dirtyAfter;
        if (before == null) {
            firstDirty = after;
        } else {
            before.dirtyAfter = after;
        }
        if (after == null) {
            lastDirty = before;
        } else {
            after.dirtyBefore = before;
        }
        entry.dirtyBefore = null;
        entry.dirtyAfter = null;
    }

    /** The dirty entry whose newest write is the oldest, or null. */
    @Nullable
    CacheEntry firstDirty() {
        return firstDirty;
    }

    /** The dirty entries of a range in the order of their keys, as they are now. */
    List<CacheEntry> dirtyIn(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        List<CacheEntry> found = new ArrayList<>();
        if (dirtyCount == 0) {
            return found;
        }
        SortedBytes<CacheEntry>.Cursor cursor = dirtyIndex().cursor(from, to, forward);
        while (cursor.next()) {
            found.add(cursor.value());
        }
        return found;
    }

    private SortedBytes<CacheEntry> dirtyIndex() {
        SortedBytes<CacheEntry> found = dirtyIndex;
        if (found == null) {
            found = new SortedBytes<>();
            for (CacheEntry entry = firstDirty; entry != null; entry = entry.dirtyAfter) {
                found.put(entry.key, entry);
            }
            dirtyIndex = found;
        }
        return found;
    }

    /** All entries by key. */
    SortedBytes<CacheEntry> index() {
        SortedBytes<CacheEntry> found = index;
        if (found == null) {
            found = new SortedBytes<>();
            for (CacheEntry head : buckets) {
                for (CacheEntry entry = head; entry != null; entry = entry.nextInBucket) {
                    found.put(entry.key, entry);
                }
            }
            index = found;
        }
        return found;
    }

    private void grow() {
        @Nullable CacheEntry[] old = buckets;
        @Nullable CacheEntry[] grown = new CacheEntry[old.length * 2];
        for (CacheEntry head : old) {
            CacheEntry entry = head;
            while (entry != null) {
                CacheEntry next = entry.nextInBucket;
                int bucket = entry.hash & (grown.length - 1);
                entry.nextInBucket = grown[bucket];
                grown[bucket] = entry;
                entry = next;
            }
        }
        buckets = grown;
    }
}
