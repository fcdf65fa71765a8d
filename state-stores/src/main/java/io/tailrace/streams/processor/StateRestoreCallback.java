package io.tailrace.streams.processor;

import org.jspecify.annotations.Nullable;

/** Receives a store's changelog, record by record in offset order, on the thread that restores. */
@FunctionalInterface
public interface StateRestoreCallback {

    /** One changelog record; a null value deletes the key. */
    void restore(byte[] key, byte @Nullable [] value);
}
