package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A getter on the store of a table. */
final class StoreGetter<K, V> implements TableGetter<K, V> {
    private final String storeName;
    private @Nullable TableRows<K, V> rows;

    StoreGetter(String storeName) {
        this.storeName = storeName;
    }

    @Override
    public void init(ProcessingContext context) {
        rows = TableRows.of(context, storeName);
    }

    private TableRows<K, V> rows() {
        return Objects.requireNonNull(rows, "not initialised");
    }

    @Override
    public @Nullable ValueAndTimestamp<V> get(K key) {
        return rows().get(key);
    }

    @Override
    public @Nullable ValueAndTimestamp<V> get(K key, long asOfMs) {
        return rows().get(key, asOfMs);
    }

    @Override
    public boolean isVersioned() {
        return rows().isVersioned();
    }
}
