package io.tailrace.state.application;

import io.tailrace.common.utils.Bytes;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An application's key-value store as a space.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class ApplicationKeyValueSpace extends ApplicationSpace {

    private final KeyValueStore<Bytes, byte[]> store;

    ApplicationKeyValueSpace(
            KeyValueStore<Bytes, byte[]> store, ValueFormat above, StateStoreContext context, StateStore root) {
        super(store, StoredValues.of(store, above), context, root);
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return values().fromStore(store.get(new Bytes(key)));
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        store.put(new Bytes(key), values().toStore(value));
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        Bytes first = from == null ? null : new Bytes(from);
        Bytes last = to == null ? null : new Bytes(to);
        KeyValueIterator<Bytes, byte[]> found;
        if (first == null && last == null) {
            found = forward ? store.all() : store.reverseAll();
        } else {
            found = forward ? store.range(first, last) : store.reverseRange(first, last);
        }
        // The end of a range is within for a store, and not within for a space.
        return new IteratorCursor<>(found, Bytes::get, values(), key -> to == null || !Arrays.equals(key, to));
    }

    @Override
    public long approximateCount() {
        return store.approximateNumEntries();
    }

    @Override
    void restoreByPutting(byte[] key, byte @Nullable [] value) {
        store.put(new Bytes(key), value);
    }

    @Override
    byte[] storeKey(byte[] spaceKey) {
        return spaceKey;
    }
}
