package io.tailrace.state.session;

import io.tailrace.state.typed.StoreSpec;
import io.tailrace.streams.state.AggregationWithHeaders;
import io.tailrace.streams.state.SessionStoreWithHeaders;

/**
 * A session store that keeps headers.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class TypedSessionStoreWithHeaders<K, V> extends TypedSessionStore<K, V, AggregationWithHeaders<V>>
        implements SessionStoreWithHeaders<K, V> {

    TypedSessionStoreWithHeaders(StoreSpec<K, V, AggregationWithHeaders<V>> spec, SessionSettings settings) {
        super(spec, settings);
    }
}
