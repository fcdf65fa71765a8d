package io.tailrace.streams.processor.api;

/**
 * A processor that cannot change the key of the records.
 *
 * <p><b>Threads:</b> as {@link Processor}.
 *
 * @param <KIn> key type
 * @param <VIn> value type in
 * @param <VOut> value type out
 */
@FunctionalInterface
public interface FixedKeyProcessor<KIn, VIn, VOut> {
    default void init(FixedKeyProcessorContext<KIn, VOut> context) {}

    void process(FixedKeyRecord<KIn, VIn> record);

    default void close() {}
}
