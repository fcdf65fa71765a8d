package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A getter on a timestamped key-value store. */
final class StoreGetter<K, V> implements TableGetter<K, V> {
    private final String storeName;
    private @Nullable TimestampedKeyValueStore<K, V> store;

    StoreGetter(String storeName) {
        this.storeName = storeName;
    }

    @Override
    public void init(ProcessingContext context) {
        store = context.getStateStore(storeName);
    }

    @Override
    public @Nullable ValueAndTimestamp<V> get(K key) {
        return Objects.requireNonNull(store).get(key);
    }
}
