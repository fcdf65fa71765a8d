package io.tailrace.streams.topology;

import io.tailrace.streams.processor.ConnectedStoreProvider;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.api.FixedKeyProcessor;
import io.tailrace.streams.processor.api.FixedKeyProcessorSupplier;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.ProcessorWrapper;
import io.tailrace.streams.state.StoreBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link ProcessorWrapper} around the suppliers of a topology. Stores that a node has by declaration are shown to the wrapper as
 * stores of the supplier, and what it makes of them is used.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
final class ProcessorWrapping {
    private final @Nullable ProcessorWrapper wrapper;
    private final StoreDefaults storeDefaults;

    /** What is left of a supplier and its stores after wrapping. */
    record Wrapped(Supplier<?> supplier, List<StoreSpec> stores) {}

    /** @param storeDefaults what stores are built with through the wrapper, where the declaration leaves it open */
    ProcessorWrapping(@Nullable ProcessorWrapper wrapper, StoreDefaults storeDefaults) {
        this.wrapper = wrapper;
        this.storeDefaults = storeDefaults;
    }

    Wrapped wrap(String name, Supplier<?> supplier, List<StoreSpec> declared) {
        Supplier<?> used = supplier;
        List<StoreSpec> stores = new ArrayList<>(declared);
        if (wrapper != null) {
            used = wrapped(wrapper, name, supplier, declared);
            stores.clear();
        }
        if (used instanceof ConnectedStoreProvider provider) {
            Set<StoreBuilder<?>> brought = provider.stores();
            if (brought != null) {
                brought.forEach(store ->
                        stores.add(store instanceof DeclaredStore original ? original.spec() : StoreSpec.of(store)));
            }
        }
        return new Wrapped(used, stores);
    }

    @SuppressWarnings("unchecked") // the wrapper does not depend on the types of records
    private Supplier<?> wrapped(ProcessorWrapper by, String name, Supplier<?> supplier, List<StoreSpec> declared) {
        Set<StoreBuilder<?>> stores = new LinkedHashSet<>();
        declared.forEach(spec -> stores.add(new DeclaredStore(spec, storeDefaults)));
        if (supplier instanceof ConnectedStoreProvider provider) {
            Set<StoreBuilder<?>> brought = provider.stores();
            if (brought != null) {
                stores.addAll(brought);
            }
        }
        Set<StoreBuilder<?>> shown = stores.isEmpty() ? null : stores;
        if (supplier instanceof FixedKeyProcessorSupplier<?, ?, ?> fixedKey) {
            return by.wrapFixedKeyProcessorSupplier(
                    name,
                    new WithStores.FixedKey<>((FixedKeyProcessorSupplier<Object, Object, Object>) fixedKey, shown));
        }
        return by.wrapProcessorSupplier(
                name, new WithStores.Any<>((ProcessorSupplier<Object, Object, Object, Object>) supplier, shown));
    }

    /** Suppliers that bring the stores of their nodes. */
    private interface WithStores {
        record Any<KIn, VIn, KOut, VOut>(
                ProcessorSupplier<KIn, VIn, KOut, VOut> supplier,
                @Nullable Set<StoreBuilder<?>> stores) implements ProcessorSupplier<KIn, VIn, KOut, VOut> {
            @Override
            public Processor<KIn, VIn, KOut, VOut> get() {
                return supplier.get();
            }
        }

        record FixedKey<KIn, VIn, VOut>(
                FixedKeyProcessorSupplier<KIn, VIn, VOut> supplier,
                @Nullable Set<StoreBuilder<?>> stores) implements FixedKeyProcessorSupplier<KIn, VIn, VOut> {
            @Override
            public FixedKeyProcessor<KIn, VIn, VOut> get() {
                return supplier.get();
            }
        }
    }

    /** A declared store as a builder. What it is, is settled: the methods that would change it do nothing. */
    private record DeclaredStore(StoreSpec spec, StoreDefaults defaults) implements StoreBuilder<StateStore> {
        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public StateStore build() {
            return spec.builder(defaults).build();
        }

        @Override
        public boolean loggingEnabled() {
            return spec.loggingEnabled();
        }

        @Override
        public Map<String, String> logConfig() {
            return spec.logConfig();
        }

        @Override
        public StoreBuilder<StateStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<StateStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<StateStore> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<StateStore> withLoggingDisabled() {
            return this;
        }
    }
}
