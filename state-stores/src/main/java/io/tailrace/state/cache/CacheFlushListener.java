package io.tailrace.state.cache;

import org.jspecify.annotations.Nullable;

/**
 * Told what a cached store emits, typed. Called on the task's thread, at a flush or an eviction, in the context of the
 * record that wrote the value.
 *
 * @param <K> type of the keys; {@code Windowed} for window and session stores
 * @param <V> type of the plain values
 */
@FunctionalInterface
public interface CacheFlushListener<K, V> {

    /**
     * @param newValue null if the key was deleted
     * @param oldValue what downstream was told before; null if nothing, or if old values were not asked for
     * @param timestampMs of the new value, or of the record if the store keeps no timestamps
     */
    void apply(K key, @Nullable V newValue, @Nullable V oldValue, long timestampMs);
}
