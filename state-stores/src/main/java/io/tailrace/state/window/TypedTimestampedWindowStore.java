package io.tailrace.state.window;

import io.tailrace.state.typed.StoreSpec;
import io.tailrace.streams.state.TimestampedWindowStore;
import io.tailrace.streams.state.ValueAndTimestamp;

/**
 * A window store that keeps timestamps.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class TypedTimestampedWindowStore<K, V> extends TypedWindowStore<K, V, ValueAndTimestamp<V>>
        implements TimestampedWindowStore<K, V> {

    TypedTimestampedWindowStore(StoreSpec<K, V, ValueAndTimestamp<V>> spec, WindowSettings settings) {
        super(spec, settings);
    }
}
