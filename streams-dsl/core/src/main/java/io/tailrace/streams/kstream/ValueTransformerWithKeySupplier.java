package io.tailrace.streams.kstream;

import io.tailrace.streams.processor.ConnectedStoreProvider;
import java.util.function.Supplier;

/**
 * Makes a {@link ValueTransformerWithKey}, a new one each time, and may bring stores for it.
 *
 * <p><b>Threads:</b> called by all stream threads; stateless or thread-safe.
 */
@FunctionalInterface
public interface ValueTransformerWithKeySupplier<K, V, VR>
        extends ConnectedStoreProvider, Supplier<ValueTransformerWithKey<K, V, VR>> {
    @Override
    ValueTransformerWithKey<K, V, VR> get();
}
