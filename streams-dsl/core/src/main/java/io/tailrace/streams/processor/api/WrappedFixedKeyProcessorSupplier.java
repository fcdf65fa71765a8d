package io.tailrace.streams.processor.api;

/** Marks the supplier that a {@link ProcessorWrapper} returns, so that wrapping cannot be forgotten. */
@FunctionalInterface
public interface WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> extends FixedKeyProcessorSupplier<KIn, VIn, VOut> {}
