package io.tailrace.state.keyvalue;

import io.tailrace.state.typed.StoreSpec;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;

/**
 * A key-value store that keeps timestamps.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class TypedTimestampedKeyValueStore<K, V> extends TypedKeyValueStore<K, V, ValueAndTimestamp<V>>
        implements TimestampedKeyValueStore<K, V> {

    TypedTimestampedKeyValueStore(StoreSpec<K, V, ValueAndTimestamp<V>> spec) {
        super(spec);
    }
}
