package io.tailrace.streams.state;

import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.internals.StateStoreProvider;

/**
 * A type of store as interactive queries see it. An application may write its own, for stores that it writes itself.
 *
 * @param <T> what is given to who asks
 */
public interface QueryableStoreType<T> {

    /** Whether {@code stateStore} can be seen as this type. */
    boolean accepts(StateStore stateStore);

    /** One view of all partitions of the store that are here. */
    T create(StateStoreProvider storeProvider, String storeName);
}
