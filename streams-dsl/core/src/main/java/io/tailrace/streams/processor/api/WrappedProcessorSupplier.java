package io.tailrace.streams.processor.api;

/** Marks the supplier that a {@link ProcessorWrapper} returns, so that wrapping cannot be forgotten. */
@FunctionalInterface
public interface WrappedProcessorSupplier<KIn, VIn, KOut, VOut> extends ProcessorSupplier<KIn, VIn, KOut, VOut> {}
