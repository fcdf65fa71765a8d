package io.tailrace.state.cache;

/** A store that may stand behind a cache, and then tells downstream of changes when they are emitted. */
public interface CachedStateStore<K, V> {

    /**
     * Sets who is told of emitted changes; after {@code init} and before the first write.
     *
     * @param sendOldValues whether the listener wants old values; they cost a read where they are not known
     * @return false if the store is not cached: nobody will be told, forward each change at once
     */
    boolean setFlushListener(CacheFlushListener<K, V> listener, boolean sendOldValues);

    /** Whether there is a cache. */
    boolean isCached();
}
