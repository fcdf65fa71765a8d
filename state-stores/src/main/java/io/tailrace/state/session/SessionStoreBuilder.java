package io.tailrace.state.session;

import io.tailrace.common.serialization.Serde;
import io.tailrace.state.typed.BaseStoreBuilder;
import io.tailrace.state.typed.RetainingStoreBuilder;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;
import org.jspecify.annotations.Nullable;

/** Builds session stores. */
public final class SessionStoreBuilder<K, V> extends BaseStoreBuilder<K, V, V, SessionStore<K, V>>
        implements RetainingStoreBuilder {

    private final long retentionMs;
    private final long segmentIntervalMs;

    public SessionStoreBuilder(
            SessionBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        super(supplier, keySerde, valueSerde, ValueCodec.plainValues());
        this.retentionMs = supplier.retentionPeriod();
        this.segmentIntervalMs = supplier.segmentIntervalMs();
    }

    @Override
    protected SessionStore<K, V> build(StoreSpec<K, V, V> spec) {
        return new TypedSessionStore<>(spec, retentionMs, segmentIntervalMs);
    }

    @Override
    public long retentionPeriod() {
        return retentionMs;
    }
}
