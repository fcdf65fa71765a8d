package io.tailrace.state.typed;

import io.tailrace.common.serialization.Serde;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.StoreSupplier;
import java.time.Duration;
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
    private long ttlMs = -1;

    protected BaseStoreBuilder(
            StoreSupplier<?> supplier,
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            ValueCodec.Factory<V, S> values) {
        this.supplier = Objects.requireNonNull(supplier, "supplier cannot be null");
        Objects.requireNonNull(supplier.name(), "the supplier's name cannot be null");
        Objects.requireNonNull(supplier.metricsScope(), "storeSupplier's metricsScope can't be null");
        this.keySerde = keySerde;
        this.valueSerde = valueSerde;
        this.values = values;
    }

    /** The store over the layers that {@code spec} says; {@code made} is what the supplier made. */
    protected abstract T build(StoreSpec<K, V, S> spec, StateStore made);

    /** The source of the innermost layer for a store that an application implements itself. */
    protected abstract SpaceSource applicationSource(StateStore made, ValueFormat above);

    /** Whether rows may end some time after their timestamp. */
    protected boolean mayExpire() {
        return false;
    }

    /** How values lie in the store. */
    protected final ValueFormat format() {
        return values.format();
    }

    /** Whether updates of a key may be merged. */
    protected boolean cacheable() {
        return true;
    }

    @Override
    public final T build() {
        StateStore made = Objects.requireNonNull(
                (StateStore) supplier.get(), () -> "the supplier of store " + name() + " made no store");
        SpaceSource source = source(made);
        boolean caches = cached && cacheable() && source.cacheable();
        return build(new StoreSpec<>(name(), source, keySerde, valueSerde, values, logged, caches, ttlMs), made);
    }

    private SpaceSource source(StateStore made) {
        if (made instanceof OurStore ours) {
            return ours.source();
        }
        return applicationSource(made, values.format());
    }

    /** The failure that says what a supplier should have made. */
    protected final StreamsException unfit(StateStore made, Class<?> expected) {
        return new StreamsException("expected the supplier of store " + name() + " to make a " + expected.getName()
                + " of bytes, actual supplier " + supplier.getClass().getName() + ", which makes a "
                + made.getClass().getName());
    }

    @Override
    public StoreBuilder<T> withCachingEnabled() {
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
    public final StoreBuilder<T> withTtl(Duration ttl) {
        if (!mayExpire()) {
            throw new UnsupportedOperationException(
                    "expected a key-value store that keeps timestamps, as rows end some time after theirs, actual store "
                            + name());
        }
        if (ttl.toMillis() <= 0) {
            throw new IllegalArgumentException("The time to live must be positive.");
        }
        ttlMs = ttl.toMillis();
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
