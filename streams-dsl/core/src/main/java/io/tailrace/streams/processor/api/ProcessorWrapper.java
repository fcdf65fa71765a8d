package io.tailrace.streams.processor.api;

import io.tailrace.common.Configurable;
import io.tailrace.streams.state.StoreBuilder;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wraps all processors of a topology, those of the DSL included, for example to trace or to measure them. It also sees the stores of a
 * processor, through {@code stores()} of its supplier, and may wrap these. Named by {@code processor.wrapper.class} in the {@link
 * io.tailrace.streams.TopologyConfig} with which the topology is built. Source: KIP-1112.
 *
 * <p><b>Threads:</b> called by the thread that builds the topology.
 */
public interface ProcessorWrapper extends Configurable {
    @Override
    default void configure(Map<String, ?> configs) {}

    /** Wraps a processor; {@link #asWrapped} leaves it as it is. */
    <KIn, VIn, KOut, VOut> WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
            String processorName, ProcessorSupplier<KIn, VIn, KOut, VOut> processorSupplier);

    /** Wraps a processor that keeps the key; {@link #asWrappedFixedKey} leaves it as it is. */
    <KIn, VIn, VOut> WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
            String processorName, FixedKeyProcessorSupplier<KIn, VIn, VOut> processorSupplier);

    static <KIn, VIn, KOut, VOut> WrappedProcessorSupplier<KIn, VIn, KOut, VOut> asWrapped(
            ProcessorSupplier<KIn, VIn, KOut, VOut> processorSupplier) {
        return new WrappedProcessorSupplier<>() {
            @Override
            public Processor<KIn, VIn, KOut, VOut> get() {
                return processorSupplier.get();
            }

            @Override
            public @Nullable Set<StoreBuilder<?>> stores() {
                return processorSupplier.stores();
            }
        };
    }

    static <KIn, VIn, VOut> WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> asWrappedFixedKey(
            FixedKeyProcessorSupplier<KIn, VIn, VOut> processorSupplier) {
        return new WrappedFixedKeyProcessorSupplier<>() {
            @Override
            public FixedKeyProcessor<KIn, VIn, VOut> get() {
                return processorSupplier.get();
            }

            @Override
            public @Nullable Set<StoreBuilder<?>> stores() {
                return processorSupplier.stores();
            }
        };
    }
}
