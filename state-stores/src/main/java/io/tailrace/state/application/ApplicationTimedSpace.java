package io.tailrace.state.application;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.timed.SegmentedKeys;
import io.tailrace.state.timed.TimedEntries;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import org.jspecify.annotations.Nullable;

/**
 * An application's window or session store as a space: single entries only, which is what the changelog layer above it
 * uses; reading by key and time goes to the store itself, through {@link #entries}. So there is no cache over it.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public abstract class ApplicationTimedSpace extends ApplicationSpace {

    private final SegmentedKeys keys;

    ApplicationTimedSpace(
            StateStore store, StoredValues values, SegmentedKeys keys, StateStoreContext context, StateStore root) {
        super(store, values, context, root);
        this.keys = keys;
    }

    final SegmentedKeys keys() {
        return keys;
    }

    abstract byte @Nullable [] get(byte[] key, long timeMs, long rest);

    abstract void put(byte[] key, long timeMs, long rest, byte @Nullable [] value);

    abstract ByteCursor ofKey(byte[] key, long fromMs, long toMs, boolean forward);

    abstract ByteCursor ofKeys(
            byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs, boolean forward);

    /** The entries of the store; {@code space} is the layer that writes go through. */
    public final TimedEntries entries(ByteSpace space) {
        return new ApplicationEntries(this, space);
    }

    @Override
    public final byte @Nullable [] get(byte[] spaceKey) {
        return values().fromStore(get(keys.key(spaceKey), keys.timeMs(spaceKey), keys.rest(spaceKey)));
    }

    @Override
    public final void put(byte[] spaceKey, byte @Nullable [] value) {
        put(keys.key(spaceKey), keys.timeMs(spaceKey), keys.rest(spaceKey), values().toStore(value));
    }

    @Override
    public final ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        throw new UnsupportedOperationException("expected an application's timed store to be read by key and time");
    }

    @Override
    public final long approximateCount() {
        return 0;
    }

    @Override
    final void restoreByPutting(byte[] key, byte @Nullable [] value) {
        put(keys.key(key), keys.timeMs(key), keys.rest(key), value);
    }

    @Override
    final byte[] storeKey(byte[] spaceKey) {
        return keys.changelogKey(spaceKey);
    }
}
