package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Looks up rows of a table, in its store or computed from that of a table upstream.
 *
 * <p><b>Threads:</b> one per task; the task's thread.
 */
public interface TableGetter<K, V> {
    void init(ProcessingContext context);

    @Nullable
    ValueAndTimestamp<V> get(K key);

    /** Reads a timestamped key-value store. */
    static <K, V> TableGetter<K, V> ofStore(String storeName) {
        return new StoreGetter<>(storeName);
    }

    static <V> @Nullable V valueOf(@Nullable ValueAndTimestamp<V> row) {
        return row == null ? null : row.value();
    }
}
