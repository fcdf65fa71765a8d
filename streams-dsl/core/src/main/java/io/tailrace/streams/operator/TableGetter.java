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

    /** The row as of a time in ms; the latest one if the table is not versioned. */
    default @Nullable ValueAndTimestamp<V> get(K key, long asOfMs) {
        return get(key);
    }

    /** Whether the table keeps the history of its rows; known after {@link #init}. */
    default boolean isVersioned() {
        return false;
    }

    /** Reads the store of a table. */
    static <K, V> TableGetter<K, V> ofStore(String storeName) {
        return new StoreGetter<>(storeName);
    }

    static <V> @Nullable V valueOf(@Nullable ValueAndTimestamp<V> row) {
        return row == null ? null : row.value();
    }
}
