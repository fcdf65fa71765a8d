package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.DslStoreSuppliers;
import io.tailrace.streams.state.StoreSupplier;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Materialized} read by an operation: with a store name in any case, and with the operation's serdes where none were given.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
final class StoreOptions<K, V, S extends StateStore> extends Materialized<K, V, S> {
    private final boolean named;

    private StoreOptions(Materialized<K, V, S> materialized) {
        super(materialized);
        named = storeName() != null;
    }

    /** The options as given; without a name if none was given. */
    static <K, V, S extends StateStore> StoreOptions<K, V, S> of(Materialized<K, V, S> materialized) {
        Objects.requireNonNull(materialized, "materialized can't be null");
        return new StoreOptions<>(materialized);
    }

    static <K, V, S extends StateStore> StoreOptions<K, V, S> of(
            Materialized<K, V, S> materialized, Plan plan, String generatedPrefix) {
        StoreOptions<K, V, S> options = of(materialized);
        if (!options.named) {
            String generated = plan.newStoreName(generatedPrefix);
            options.storeName = generated;
            plan.implicitNames().store(generated, options.loggingEnabled);
        }
        return options;
    }

    StoreOptions<K, V, S> orSerdes(@Nullable Serde<K> key, @Nullable Serde<V> value) {
        if (keySerde == null) {
            keySerde = key;
        }
        if (valueSerde == null) {
            valueSerde = value;
        }
        return this;
    }

    /** Name of the store; null only if none was given and none generated. */
    @Nullable
    String storeName() {
        return storeSupplier != null ? storeSupplier.name() : storeName;
    }

    String requiredName() {
        return Objects.requireNonNull(storeName(), "store name");
    }

    @Nullable
    String queryableName() {
        return named ? storeName() : null;
    }

    /** How long rows live, in ms; -1 for ever. */
    long ttlMs() {
        return timeToLive == null ? -1 : timeToLive.toMillis();
    }

    /** Whether the operation needs a store even if nobody queries it. */
    boolean isWanted() {
        return named || timeToLive != null;
    }

    @Nullable
    String lateTopic() {
        return lateRecordsTopic;
    }

    @Nullable
    Serde<K> key() {
        return keySerde;
    }

    @Nullable
    Serde<V> value() {
        return valueSerde;
    }

    boolean logs() {
        return loggingEnabled;
    }

    boolean caches() {
        return cachingEnabled;
    }

    Map<String, String> logConfig() {
        return topicConfig;
    }

    @Nullable
    StoreSupplier<S> supplier() {
        return storeSupplier;
    }

    DslStoreSuppliers kindOr(DslStoreSuppliers defaults) {
        return dslStoreSuppliers == null ? defaults : dslStoreSuppliers;
    }

    /** How long queries are shown closed windows: for the retention given, or for the least possible. */
    long shownMsOr(long leastMs) {
        return retention == null ? leastMs : retention.toMillis();
    }

    /** The retention given, or the least possible; twice that where closed windows wait in the store to be emitted. */
    long retentionMsOr(long leastMs, boolean emitsClosed, String storeKind, String requirement) {
        if (retention == null) {
            return emitsClosed && leastMs < Long.MAX_VALUE / 2 ? 2 * leastMs : leastMs;
        }
        long retentionMs = retention.toMillis();
        if (retentionMs < leastMs) {
            throw new IllegalArgumentException("The retention period of the " + storeKind + " store " + storeName()
                    + " must be no smaller than " + requirement + ", retention=[" + retentionMs + "]");
        }
        return retentionMs;
    }
}
