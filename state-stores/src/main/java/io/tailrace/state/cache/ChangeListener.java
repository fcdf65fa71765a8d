package io.tailrace.state.cache;

import org.jspecify.annotations.Nullable;

/** Told what a cache emits, in bytes. Called by the task's owner, after the change was written below the cache. */
@FunctionalInterface
public interface ChangeListener {

    /**
     * @param oldValue what lay below the cache before; null if nothing, or if old values were not asked for
     */
    void changed(byte[] key, byte @Nullable [] newValue, byte @Nullable [] oldValue);
}
