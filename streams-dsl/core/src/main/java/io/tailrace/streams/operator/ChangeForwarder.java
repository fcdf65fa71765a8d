package io.tailrace.streams.operator;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.state.cache.CachedStateStore;
import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.SessionStoreWithHeaders;

/**
 * Forwards changes of a store: at once, or, if the store is cached, when the cache emits them.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class ChangeForwarder<K, V> {
    private final ProcessorContext<K, Change<V>> context;
    private final boolean sendOldValues;
    private final boolean cached;

    private ChangeForwarder(ProcessorContext<K, Change<V>> context, boolean sendOldValues, boolean cached) {
        this.context = context;
        this.sendOldValues = sendOldValues;
        this.cached = cached;
    }

    /** What time a change has. */
    private interface ChangeTime<K> {
        long of(K key, long timestampMs);
    }

    /** Forwards at once. */
    static <K, V> ChangeForwarder<K, V> direct(ProcessorContext<K, Change<V>> context, boolean sendOldValues) {
        return new ChangeForwarder<>(context, sendOldValues, false);
    }

    static <K, V> ChangeForwarder<K, V> of(
            StateStore store, ProcessorContext<K, Change<V>> context, boolean sendOldValues) {
        return of(store, context, sendOldValues, (key, timestamp) -> timestamp);
    }

    /** For sessions, whose changes have the time of the session's end. */
    static <K, V> ChangeForwarder<Windowed<K>, V> ofSessions(
            StateStore store, ProcessorContext<Windowed<K>, Change<V>> context, boolean sendOldValues) {
        return of(
                store,
                context,
                sendOldValues,
                (session, timestamp) -> session.window().end());
    }

    private static <K, V> ChangeForwarder<K, V> of(
            StateStore store, ProcessorContext<K, Change<V>> context, boolean sendOldValues, ChangeTime<K> time) {
        boolean cached = false;
        if (store instanceof CachedStateStore<?, ?>) {
            @SuppressWarnings("unchecked") // the store was made with the serdes of this operator's result
            CachedStateStore<K, V> cachedStore = (CachedStateStore<K, V>) store;
            TaskContext task = (TaskContext) context;
            // A session that is kept with headers is sent on with those, and aggregates have none.
            boolean ofItsOwn = store instanceof SessionStoreWithHeaders<?, ?>;
            cached = cachedStore.setFlushListener(
                    (key, newValue, oldValue, timestamp) -> {
                        RecordContext of = task.recordContext();
                        Headers headers = of == null || ofItsOwn ? new RecordHeaders() : of.headers();
                        Change<V> change = new Change<>(newValue, oldValue);
                        context.forward(new Record<>(key, change, time.of(key, timestamp), headers));
                    },
                    sendOldValues);
        }
        return new ChangeForwarder<>(context, sendOldValues, cached);
    }

    /** Whether {@link #maybeForward} does nothing, because the cache forwards. */
    boolean leavesItToTheCache() {
        return cached;
    }

    void maybeForward(Record<K, Change<V>> record) {
        if (!cached) {
            context.forward(
                    sendOldValues ? record : record.withValue(record.value().withoutOldValue()));
        }
    }
}
