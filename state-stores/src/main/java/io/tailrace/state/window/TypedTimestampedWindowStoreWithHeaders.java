package io.tailrace.state.window;

import io.tailrace.state.typed.StoreSpec;
import io.tailrace.streams.state.TimestampedWindowStoreWithHeaders;
import io.tailrace.streams.state.ValueTimestampHeaders;

/**
 * A window store that keeps timestamps and headers.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class TypedTimestampedWindowStoreWithHeaders<K, V> extends TypedWindowStore<K, V, ValueTimestampHeaders<V>>
        implements TimestampedWindowStoreWithHeaders<K, V> {

    TypedTimestampedWindowStoreWithHeaders(StoreSpec<K, V, ValueTimestampHeaders<V>> spec, WindowSettings settings) {
        super(spec, settings);
    }
}
