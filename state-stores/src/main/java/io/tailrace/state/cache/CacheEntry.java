package io.tailrace.state.cache;

import io.tailrace.streams.processor.RecordContext;
import org.jspecify.annotations.Nullable;

/**
 * A key and its value in a cache, with the links of the three lists it may be on: its bucket of the hash table, the use
 * order of the task, and the dirty order of its store. A null value is a key that is known not to be there.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class CacheEntry {

    /** Heap beside keys and values: this object, array headers, its part of the hash table and of the ordered index. */
    private static final long OVERHEAD_BYTES = 200;

    final DirtyLru owner;
    final byte[] key;
    final int hash;

    byte @Nullable [] value;
    boolean dirty;

    /** While dirty: whether {@link #base} is what lies below the cache. */
    boolean baseKnown;

    byte @Nullable [] base;

    /** While dirty: whether a value that was not emitted yet has been read. */
    boolean seen;

    /** While dirty: the record that the newest write was made for. */
    @Nullable
    RecordContext context;

    @Nullable
    CacheEntry nextInBucket;

    @Nullable
    CacheEntry newer;

    @Nullable
    CacheEntry older;

    @Nullable
    CacheEntry dirtyBefore;

    @Nullable
    CacheEntry dirtyAfter;

    CacheEntry(DirtyLru owner, byte[] key, int hash, byte @Nullable [] value) {
        this.owner = owner;
        this.key = key;
        this.hash = hash;
        this.value = value;
    }

    long sizeBytes() {
        return OVERHEAD_BYTES + key.length + length(value) + length(base);
    }

    static long sizeBytes(byte[] key, byte @Nullable [] value) {
        return OVERHEAD_BYTES + key.length + length(value);
    }

    static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
