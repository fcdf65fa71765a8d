package io.tailrace.state.versioned;

import io.tailrace.common.serialization.Serde;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.typed.BaseStoreBuilder;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.VersionedBytesStoreSupplier;
import io.tailrace.streams.state.VersionedKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Builds versioned stores. */
public final class VersionedStoreBuilder<K, V> extends BaseStoreBuilder<K, V, V, VersionedKeyValueStore<K, V>> {

    /** Beyond the history, so that a restore finds what a late version may still go before. */
    private static final long ADDITIONAL_COMPACTION_LAG_MS = 24L * 60 * 60 * 1000;

    private final VersionedBytesStoreSupplier supplier;

    public VersionedStoreBuilder(
            VersionedBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        super(supplier, keySerde, valueSerde, ValueCodec.plainValues());
        this.supplier = supplier;
    }

    /** How long versions are kept. */
    public long historyRetention() {
        return supplier.historyRetentionMs();
    }

    /** How long the changelog topic may not be compacted: {@code min.compaction.lag.ms}. */
    public long minCompactionLagMs() {
        return minCompactionLagMs(historyRetention());
    }

    /** The least compaction lag of the changelog of a store with that history. */
    public static long minCompactionLagMs(long historyRetentionMs) {
        long lag = historyRetentionMs + ADDITIONAL_COMPACTION_LAG_MS;
        return lag < 0 ? Long.MAX_VALUE : lag;
    }

    @Override
    public StoreBuilder<VersionedKeyValueStore<K, V>> withCachingEnabled() {
        throw new IllegalStateException("Versioned stores do not support caching: store " + name());
    }

    @Override
    protected VersionedKeyValueStore<K, V> build(StoreSpec<K, V, V> spec, StateStore made) {
        if (!(made instanceof VersionedBytes ours)) {
            throw notOurs(made);
        }
        return new TypedVersionedStore<>(
                spec, ours.store().historyRetentionMs(), ours.store().segmentIntervalMs());
    }

    @Override
    protected SpaceSource applicationSource(StateStore made, ValueFormat above) {
        throw notOurs(made);
    }

    private IllegalStateException notOurs(StateStore made) {
        return new IllegalStateException("VersionedBytesStoreSupplier.get() must return an instance of"
                + " VersionedBytesStore that Stores.persistentVersionedKeyValueStore or"
                + " Stores.inMemoryVersionedKeyValueStore made: actual "
                + made.getClass().getName());
    }
}
