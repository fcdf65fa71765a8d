package io.tailrace.state.session;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.application.ApplicationSource;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.typed.BaseStoreBuilder;
import io.tailrace.state.typed.RetainingStoreBuilder;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.AggregationWithHeaders;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.SessionStoreWithHeaders;
import io.tailrace.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** Builders of session stores. */
public abstract class SessionStoreBuilder<K, V, S, T extends StateStore> extends BaseStoreBuilder<K, V, S, T>
        implements RetainingStoreBuilder {

    private final long retentionMs;
    private final long segmentIntervalMs;
    private long shownMs;
    private boolean keepsEdge;

    private SessionStoreBuilder(
            SessionBytesStoreSupplier supplier,
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            ValueCodec.Factory<V, S> values) {
        super(supplier, keySerde, valueSerde, values);
        this.retentionMs = supplier.retentionPeriod();
        this.shownMs = retentionMs;
        // Suppliers of applications need not know segments; the length only orders what our own stores keep.
        this.segmentIntervalMs = Math.max(1, supplier.segmentIntervalMs());
    }

    @Override
    @SuppressWarnings("unchecked") // A supplier of session stores of bytes makes these.
    protected final SpaceSource applicationSource(StateStore made, ValueFormat above) {
        if (made instanceof SessionStore<?, ?> store) {
            return ApplicationSource.session(
                    (SessionStore<Bytes, byte[]>) store, above, TypedSessionStore.keys(segmentIntervalMs));
        }
        throw unfit(made, SessionStore.class);
    }

    /**
     * The store is of an aggregation, whose sessions are open up to the end of the retention, that millisecond within.
     *
     * @param ms how long queries are shown sessions after their end; as long as they are kept unless this says less
     */
    public final void ofAggregation(long ms) {
        shownMs = Math.min(ms, retentionMs);
        keepsEdge = true;
    }

    final SessionSettings settings() {
        return new SessionSettings(retentionMs, shownMs, keepsEdge, segmentIntervalMs);
    }

    @Override
    public final long retentionPeriod() {
        return retentionMs;
    }

    /** Of plain aggregates. */
    public static <K, V> StoreBuilder<SessionStore<K, V>> plain(
            SessionBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new SessionStoreBuilder<K, V, V, SessionStore<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.plainValues()) {
            @Override
            protected SessionStore<K, V> build(StoreSpec<K, V, V> spec, StateStore made) {
                return new TypedSessionStore<>(spec, settings());
            }
        };
    }

    /** Of aggregates with headers. */
    public static <K, V> StoreBuilder<SessionStoreWithHeaders<K, V>> withHeaders(
            SessionBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new SessionStoreBuilder<K, V, AggregationWithHeaders<V>, SessionStoreWithHeaders<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.aggregationsWithHeaders()) {
            @Override
            protected SessionStoreWithHeaders<K, V> build(
                    StoreSpec<K, V, AggregationWithHeaders<V>> spec, StateStore made) {
                return new TypedSessionStoreWithHeaders<>(spec, settings());
            }
        };
    }
}
