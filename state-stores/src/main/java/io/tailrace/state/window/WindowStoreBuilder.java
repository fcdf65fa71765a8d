package io.tailrace.state.window;

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
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.TimestampedWindowStore;
import io.tailrace.streams.state.TimestampedWindowStoreWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** Builders of window stores. A store that retains duplicates is never cached: each of its values is an entry. */
public abstract class WindowStoreBuilder<K, V, S, T extends StateStore> extends BaseStoreBuilder<K, V, S, T>
        implements RetainingStoreBuilder {

    final WindowSettings settings;

    private WindowStoreBuilder(
            WindowBytesStoreSupplier supplier,
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            ValueCodec.Factory<V, S> values) {
        super(supplier, keySerde, valueSerde, values);
        this.settings = new WindowSettings(
                supplier.retentionPeriod(),
                supplier.segmentIntervalMs(),
                supplier.windowSize(),
                supplier.retainDuplicates());
    }

    @Override
    protected final boolean cacheable() {
        return !settings.retainDuplicates();
    }

    @Override
    @SuppressWarnings("unchecked") // A supplier of window stores of bytes makes these.
    protected final SpaceSource applicationSource(StateStore made, ValueFormat above) {
        if (made instanceof WindowStore<?, ?> store) {
            return ApplicationSource.window((WindowStore<Bytes, byte[]>) store, above, TypedWindowStore.keys(settings));
        }
        throw unfit(made, WindowStore.class);
    }

    @Override
    public final long retentionPeriod() {
        return settings.retentionMs();
    }

    /** Of plain values. */
    public static <K, V> StoreBuilder<WindowStore<K, V>> plain(
            WindowBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new WindowStoreBuilder<K, V, V, WindowStore<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.plainValues()) {
            @Override
            protected WindowStore<K, V> build(StoreSpec<K, V, V> spec, StateStore made) {
                return new TypedWindowStore<>(spec, settings);
            }
        };
    }

    /** Of values with timestamps. */
    public static <K, V> StoreBuilder<TimestampedWindowStore<K, V>> timestamped(
            WindowBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new WindowStoreBuilder<K, V, ValueAndTimestamp<V>, TimestampedWindowStore<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.timestampedValues()) {
            @Override
            protected TimestampedWindowStore<K, V> build(StoreSpec<K, V, ValueAndTimestamp<V>> spec, StateStore made) {
                return new TypedTimestampedWindowStore<>(spec, settings);
            }
        };
    }

    /** Of values with timestamps and headers. */
    public static <K, V> StoreBuilder<TimestampedWindowStoreWithHeaders<K, V>> withHeaders(
            WindowBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new WindowStoreBuilder<K, V, ValueTimestampHeaders<V>, TimestampedWindowStoreWithHeaders<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.valuesWithTimestampAndHeaders()) {
            @Override
            protected TimestampedWindowStoreWithHeaders<K, V> build(
                    StoreSpec<K, V, ValueTimestampHeaders<V>> spec, StateStore made) {
                return new TypedTimestampedWindowStoreWithHeaders<>(spec, settings);
            }
        };
    }
}
