package io.tailrace.state.application;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.timed.SegmentedKeys;
import io.tailrace.state.timed.TimedEntries;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an application's timed store: written through the changelog layer, read from the store, which forgets
 * expired ones by itself.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class ApplicationEntries implements TimedEntries {

    private final ApplicationTimedSpace store;
    private final ByteSpace space;
    private int sequence;

    ApplicationEntries(ApplicationTimedSpace store, ByteSpace space) {
        this.store = store;
        this.space = space;
    }

    @Override
    public SegmentedKeys keys() {
        return store.keys();
    }

    @Override
    public int nextSequence() {
        // Only the changelog's keys have it: the store numbers duplicates itself.
        sequence = (sequence + 1) & Integer.MAX_VALUE;
        return sequence;
    }

    @Override
    public byte @Nullable [] get(byte[] key, long timeMs, long rest) {
        return space.get(store.keys().encode(key, timeMs, rest));
    }

    @Override
    public boolean put(byte[] key, long timeMs, long rest, byte @Nullable [] value) {
        space.put(store.keys().encode(key, timeMs, rest), value);
        return true;
    }

    @Override
    public void delete(byte[] key, long timeMs, long rest) {
        put(key, timeMs, rest, null);
    }

    @Override
    public void advance(long timeMs) {
        // The store keeps the time that its entries expire by.
    }

    @Override
    public ByteCursor ofKey(byte[] key, long fromMs, long toMs, boolean forward) {
        return store.ofKey(key, Math.max(0, fromMs), toMs, forward);
    }

    @Override
    public ByteCursor ofKeys(
            byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs, boolean forward) {
        return store.ofKeys(keyFrom, keyTo, Math.max(0, fromMs), toMs, forward);
    }

    @Override
    public void restore(byte[] spaceKey, byte @Nullable [] value) {
        store.restore(spaceKey, value);
    }

    @Override
    public void endRestore(long nextPosition) {
        store.endRestore(nextPosition);
    }

    @Override
    public void reset() {
        store.reset();
    }

    @Override
    public void prepareCommit() {
        // The store has nothing held back here; it is told of the commit by its space.
    }
}
