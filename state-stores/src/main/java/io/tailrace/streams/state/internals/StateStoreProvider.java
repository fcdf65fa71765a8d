package io.tailrace.streams.state.internals;

import io.tailrace.streams.state.QueryableStoreType;
import java.util.List;

/** Gives the copies of a store that are in this instance: one a partition. */
public interface StateStoreProvider {

    /**
     * The stores of that name, to be used from any thread.
     *
     * @throws io.tailrace.streams.errors.InvalidStateStoreException if there is none, or it is of another type
     */
    <T> List<T> stores(String storeName, QueryableStoreType<T> queryableStoreType);
}
