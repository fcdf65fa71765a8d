package io.tailrace.streams.processor.api;

import io.tailrace.streams.processor.ConnectedStoreProvider;
import java.util.function.Supplier;

/**
 * Makes a new processor for each task; {@code get} must never return the same instance twice.
 *
 * <p><b>Threads:</b> called by any stream thread.
 */
@FunctionalInterface
public interface ProcessorSupplier<KIn, VIn, KOut, VOut>
        extends ConnectedStoreProvider, Supplier<Processor<KIn, VIn, KOut, VOut>> {
    @Override
    Processor<KIn, VIn, KOut, VOut> get();
}
