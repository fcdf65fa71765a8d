package io.tailrace.streams.operator;

import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.TimestampedWindowStoreWithHeaders;
import io.tailrace.streams.state.ValueTimestampHeaders;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.state.WindowStoreIterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of one side of a stream-stream join in their window store, with their headers where that has room for them.
 *
 * <p><b>Threads:</b> one per task; the task's thread.
 *
 * @param <S> what the store keeps of a record
 */
final class JoinValues<K, S, V> {
    private final WindowStore<K, S> store;
    private final Function<WindowStoreIterator<S>, WindowStoreIterator<V>> shown;
    private final Function<Record<K, V>, @Nullable S> kept;

    private JoinValues(
            WindowStore<K, S> store,
            Function<WindowStoreIterator<S>, WindowStoreIterator<V>> shown,
            Function<Record<K, V>, @Nullable S> kept) {
        this.store = store;
        this.shown = shown;
        this.kept = kept;
    }

    @SuppressWarnings("unchecked") // the store was made with the serdes of the join
    static <K, V> JoinValues<K, ?, V> of(ProcessingContext context, String storeName) {
        StateStore store = context.getStateStore(storeName);
        if (store instanceof TimestampedWindowStoreWithHeaders<?, ?> found) {
            return new JoinValues<K, ValueTimestampHeaders<V>, V>(
                    (TimestampedWindowStoreWithHeaders<K, V>) found,
                    values -> new MappedIterator.OfWindows<>(values, ValueTimestampHeaders::value),
                    record -> ValueTimestampHeaders.make(record.value(), record.timestamp(), record.headers()));
        }
        return new JoinValues<K, V, V>((WindowStore<K, V>) store, values -> values, Record::value);
    }

    void put(Record<K, V> record) {
        store.put(record.key(), kept.apply(record), record.timestamp());
    }

    /** The records of a key from {@code fromMs} to {@code toMs}, both within, earliest first. */
    WindowStoreIterator<V> near(K key, long fromMs, long toMs) {
        return shown.apply(store.fetch(key, fromMs, toMs));
    }
}
