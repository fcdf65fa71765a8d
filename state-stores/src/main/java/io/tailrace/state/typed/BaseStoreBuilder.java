package io.tailrace.state.typed;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.StoreSupplier;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What builders of all kinds share: a supplier of the innermost layer, serdes, and whether to cache and log.
 *
 * <p><b>Threads:</b> set up by one, then {@link #build} from any.
 */
public abstract class BaseStoreBuilder<K, V, S, T extends StateStore> implements StoreBuilder<T> {

    private final StoreSupplier<?> supplier;
    private final @Nullable Serde<K> keySerde;
    private final @Nullable Serde<V> valueSerde;
    private final ValueCodec.Factory<V, S> values;
    private Map<String, String> logConfig = new HashMap<>();
    private boolean logged = true;
    private boolean cached;

    protected BaseStoreBuilder(
            StoreSupplier<?> supplier,
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            ValueCodec.Factory<V, S> values) {
        this.supplier = Objects.requireNonNull(supplier, "supplier cannot be null");
        Objects.requireNonNull(supplier.name(), "the supplier's name cannot be null");
        this.keySerde = keySerde;
        this.valueSerde = valueSerde;
        this.values = values;
    }

    /** The store over the layers that {@code spec} says. */
    protected abstract T build(StoreSpec<K, V, S> spec);

    /** Whether updates of a key may be merged. */
    protected boolean cacheable() {
        return true;
    }

    @Override
    public final T build() {
        StateStore inner = Objects.requireNonNull(
                (StateStore) supplier.get(), () -> "the supplier of store " + name() + " made no store");
        if (!(inner instanceof TypedStore<?, ?, ?, ?> ours)) {
            throw new StreamsException("expected the supplier of store " + name()
                    + " to be one of Stores, actual " + supplier.getClass().getName() + ", which makes a "
                    + inner.getClass().getName() + "; give such a store to the topology by a StoreBuilder of its own");
        }
        return build(
                new StoreSpec<>(name(), ours.source(), keySerde, valueSerde, values, logged, cached && cacheable()));
    }

    @Override
    public final StoreBuilder<T> withCachingEnabled() {
        cached = true;
        return this;
    }

    @Override
    public final StoreBuilder<T> withCachingDisabled() {
        cached = false;
        return this;
    }

    @Override
    public final StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
        logged = true;
        logConfig = new HashMap<>(config);
        return this;
    }

    @Override
    public final StoreBuilder<T> withLoggingDisabled() {
        logged = false;
        logConfig.clear();
        return this;
    }

    @Override
    public final Map<String, String> logConfig() {
        return logConfig;
    }

    @Override
    public final boolean loggingEnabled() {
        return logged;
    }

    @Override
    public final String name() {
        return supplier.name();
    }
}
