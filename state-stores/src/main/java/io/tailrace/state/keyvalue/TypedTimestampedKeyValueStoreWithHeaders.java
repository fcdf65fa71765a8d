package io.tailrace.state.keyvalue;

import io.tailrace.state.typed.StoreSpec;
import io.tailrace.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.tailrace.streams.state.ValueTimestampHeaders;

/**
 * A key-value store that keeps timestamps and headers.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class TypedTimestampedKeyValueStoreWithHeaders<K, V> extends TypedKeyValueStore<K, V, ValueTimestampHeaders<V>>
        implements TimestampedKeyValueStoreWithHeaders<K, V> {

    TypedTimestampedKeyValueStoreWithHeaders(StoreSpec<K, V, ValueTimestampHeaders<V>> spec) {
        super(spec);
    }
}
