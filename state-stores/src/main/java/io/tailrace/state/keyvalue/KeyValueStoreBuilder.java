package io.tailrace.state.keyvalue;

import io.tailrace.common.serialization.Serde;
import io.tailrace.state.typed.BaseStoreBuilder;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** Builders of key-value stores. */
public final class KeyValueStoreBuilder {

    private KeyValueStoreBuilder() {}

    /** Of plain values. */
    public static <K, V> StoreBuilder<KeyValueStore<K, V>> plain(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new BaseStoreBuilder<K, V, V, KeyValueStore<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.plainValues()) {
            @Override
            protected KeyValueStore<K, V> build(StoreSpec<K, V, V> spec) {
                return new TypedKeyValueStore<>(spec);
            }
        };
    }

    /** Of values with timestamps. */
    public static <K, V> StoreBuilder<TimestampedKeyValueStore<K, V>> timestamped(
            KeyValueBytesStoreSupplier supplier, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new BaseStoreBuilder<K, V, ValueAndTimestamp<V>, TimestampedKeyValueStore<K, V>>(
                supplier, keySerde, valueSerde, ValueCodec.timestampedValues()) {
            @Override
            protected TimestampedKeyValueStore<K, V> build(StoreSpec<K, V, ValueAndTimestamp<V>> spec) {
                return new TypedTimestampedKeyValueStore<>(spec);
            }
        };
    }
}
