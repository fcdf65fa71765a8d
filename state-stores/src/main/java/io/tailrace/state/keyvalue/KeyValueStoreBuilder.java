package io.tailrace.state.keyvalue;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.application.ApplicationSource;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.typed.BaseStoreBuilder;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import org.jspecify.annotations.Nullable;

/** Builders of key-value stores. */
public final class KeyValueStoreBuilder {

    private KeyValueStoreBuilder() {}

    /** Of plain values. */
    public static <K, V> StoreBuilder<KeyValueStore<K, V>> plain(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new Of<K, V, V, KeyValueStore<K, V>>(supplier, keySerde, valueSerde, ValueCodec.plainValues()) {
            @Override
            protected KeyValueStore<K, V> build(StoreSpec<K, V, V> spec, StateStore made) {
                return new TypedKeyValueStore<>(spec);
            }
        };
    }

    /** Of values with timestamps. */
    public static <K, V> StoreBuilder<TimestampedKeyValueStore<K, V>> timestamped(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new Of<K, V, ValueAndTimestamp<V>, TimestampedKeyValueStore<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.timestampedValues()) {
            @Override
            protected TimestampedKeyValueStore<K, V> build(
                    StoreSpec<K, V, ValueAndTimestamp<V>> spec, StateStore made) {
                return new TypedTimestampedKeyValueStore<>(spec);
            }
        };
    }

    /** Of values with timestamps and headers. */
    public static <K, V> StoreBuilder<TimestampedKeyValueStoreWithHeaders<K, V>> withHeaders(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new Of<K, V, ValueTimestampHeaders<V>, TimestampedKeyValueStoreWithHeaders<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.valuesWithTimestampAndHeaders()) {
            @Override
            protected TimestampedKeyValueStoreWithHeaders<K, V> build(
                    StoreSpec<K, V, ValueTimestampHeaders<V>> spec, StateStore made) {
                return new TypedTimestampedKeyValueStoreWithHeaders<>(spec);
            }
        };
    }

    /** What the builders of all formats share. */
    private abstract static class Of<K, V, S, T extends StateStore> extends BaseStoreBuilder<K, V, S, T> {

        Of(
                KeyValueBytesStoreSupplier supplier,
                @Nullable Serde<K> keySerde,
                @Nullable Serde<V> valueSerde,
                ValueCodec.Factory<V, S> values) {
            super(supplier, keySerde, valueSerde, values);
        }

        @Override
        protected final boolean mayExpire() {
            return format().hasTimestamp();
        }

        @Override
        @SuppressWarnings("unchecked") // A supplier of key-value stores of bytes makes these.
        protected final SpaceSource applicationSource(StateStore made, ValueFormat above) {
            if (made instanceof KeyValueStore<?, ?> store) {
                return ApplicationSource.keyValue((KeyValueStore<Bytes, byte[]>) store, above);
            }
            throw unfit(made, KeyValueStore.class);
        }
    }
}
