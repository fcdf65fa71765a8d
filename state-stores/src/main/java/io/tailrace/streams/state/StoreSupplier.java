package io.tailrace.streams.state;

import io.tailrace.streams.processor.StateStore;

/** Makes the innermost layer of a store. {@link #get} is called once a task; each call returns a new store. */
public interface StoreSupplier<T extends StateStore> {

    /** The name of the store. */
    String name();

    /** A new store. */
    T get();

    /** The kind of store, as metrics name it. */
    String metricsScope();
}
