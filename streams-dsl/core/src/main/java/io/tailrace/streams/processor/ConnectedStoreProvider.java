package io.tailrace.streams.processor;

import io.tailrace.streams.state.StoreBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A supplier that brings its own stores, which are added to the topology and connected to its processor. */
public interface ConnectedStoreProvider {
    /** The stores, or null for none. */
    default @Nullable Set<StoreBuilder<?>> stores() {
        return null;
    }
}
