package io.tailrace.state.application;

import io.tailrace.common.utils.Bytes;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.timed.SegmentedKeys;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.SessionStore;
import org.jspecify.annotations.Nullable;

/**
 * An application's session store as a space: time is the end of a session, rest its start.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class ApplicationSessionSpace extends ApplicationTimedSpace {

    private final SessionStore<Bytes, byte[]> store;

    ApplicationSessionSpace(
            SessionStore<Bytes, byte[]> store,
            ValueFormat above,
            SegmentedKeys keys,
            StateStoreContext context,
            StateStore root) {
        super(store, StoredValues.of(store, above), keys, context, root);
        this.store = store;
    }

    @Override
    byte @Nullable [] get(byte[] key, long timeMs, long rest) {
        return store.fetchSession(new Bytes(key), rest, timeMs);
    }

    @Override
    void put(byte[] key, long timeMs, long rest, byte @Nullable [] value) {
        Windowed<Bytes> session = new Windowed<>(new Bytes(key), new SessionWindow(rest, timeMs));
        if (value == null) {
            store.remove(session);
        } else {
            store.put(session, value);
        }
    }

    @Override
    ByteCursor ofKey(byte[] key, long fromMs, long toMs, boolean forward) {
        Bytes bytes = new Bytes(key);
        KeyValueIterator<Windowed<Bytes>, byte[]> found = forward
                ? store.findSessions(bytes, fromMs, Long.MAX_VALUE)
                : store.backwardFindSessions(bytes, fromMs, Long.MAX_VALUE);
        return cursor(found, toMs);
    }

    @Override
    ByteCursor ofKeys(byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs, boolean forward) {
        if (keyFrom == null && keyTo == null && forward && toMs < Long.MAX_VALUE) {
            return cursor(store.findSessions(fromMs, toMs), toMs);
        }
        Bytes from = keyFrom == null ? null : new Bytes(keyFrom);
        Bytes to = keyTo == null ? null : new Bytes(keyTo);
        KeyValueIterator<Windowed<Bytes>, byte[]> found = forward
                ? store.findSessions(from, to, fromMs, Long.MAX_VALUE)
                : store.backwardFindSessions(from, to, fromMs, Long.MAX_VALUE);
        return cursor(found, toMs);
    }

    private ByteCursor cursor(KeyValueIterator<Windowed<Bytes>, byte[]> found, long toMs) {
        return new IteratorCursor<>(
                found,
                session -> keys().encode(
                                session.key().get(),
                                session.window().end(),
                                session.window().start()),
                values(),
                key -> keys().timeMs(key) <= toMs);
    }
}
