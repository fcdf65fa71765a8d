package io.tailrace.streams.processor.api;

import io.tailrace.streams.processor.ConnectedStoreProvider;
import java.util.function.Supplier;

/**
 * Makes a new fixed-key processor for each task; {@code get} must never return the same instance twice.
 *
 * <p><b>Threads:</b> called by any stream thread.
 */
@FunctionalInterface
public interface FixedKeyProcessorSupplier<KIn, VIn, VOut>
        extends ConnectedStoreProvider, Supplier<FixedKeyProcessor<KIn, VIn, VOut>> {
    @Override
    FixedKeyProcessor<KIn, VIn, VOut> get();
}
