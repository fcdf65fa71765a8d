package io.tailrace.state.application;

import io.tailrace.common.utils.Bytes;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.timed.SegmentedKeys;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * An application's window store as a space. Sequence numbers of duplicates are for the changelog only.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class ApplicationWindowSpace extends ApplicationTimedSpace {

    private final WindowStore<Bytes, byte[]> store;

    ApplicationWindowSpace(
            WindowStore<Bytes, byte[]> store,
            ValueFormat above,
            SegmentedKeys keys,
            StateStoreContext context,
            StateStore root) {
        super(store, StoredValues.of(store, above), keys, context, root);
        this.store = store;
    }

    @Override
    byte @Nullable [] get(byte[] key, long timeMs, long rest) {
        return store.fetch(new Bytes(key), timeMs);
    }

    @Override
    void put(byte[] key, long timeMs, long rest, byte @Nullable [] value) {
        store.put(new Bytes(key), value, timeMs);
    }

    @Override
    ByteCursor ofKey(byte[] key, long fromMs, long toMs, boolean forward) {
        Bytes bytes = new Bytes(key);
        KeyValueIterator<Long, byte[]> found =
                forward ? store.fetch(bytes, fromMs, toMs) : store.backwardFetch(bytes, fromMs, toMs);
        return new IteratorCursor<>(found, start -> keys().encode(key, start, 0), values(), any -> true);
    }

    @Override
    ByteCursor ofKeys(byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs, boolean forward) {
        KeyValueIterator<Windowed<Bytes>, byte[]> found;
        if (keyFrom == null && keyTo == null) {
            found = forward ? store.fetchAll(fromMs, toMs) : store.backwardFetchAll(fromMs, toMs);
        } else {
            Bytes from = keyFrom == null ? null : new Bytes(keyFrom);
            Bytes to = keyTo == null ? null : new Bytes(keyTo);
            found = forward ? store.fetch(from, to, fromMs, toMs) : store.backwardFetch(from, to, fromMs, toMs);
        }
        return new IteratorCursor<>(
                found,
                window -> keys().encode(window.key().get(), window.window().start(), 0),
                values(),
                any -> true);
    }
}
