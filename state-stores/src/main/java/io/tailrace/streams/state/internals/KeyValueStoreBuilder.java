package io.tailrace.streams.state.internals;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Time;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A builder of key-value stores, made by its constructor. Tests that were written for Kafka Streams make them so; applications use {@link
 * Stores#keyValueStoreBuilder}, which makes the same.
 *
 * <p><b>Threads:</b> as any {@link StoreBuilder}.
 */
public class KeyValueStoreBuilder<K, V> implements StoreBuilder<KeyValueStore<K, V>> {
    private final StoreBuilder<KeyValueStore<K, V>> builder;

    /** @param time of no effect, as nothing in these stores asks for the time */
    public KeyValueStoreBuilder(
            KeyValueBytesStoreSupplier storeSupplier,
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            Time time) {
        builder = Stores.keyValueStoreBuilder(storeSupplier, keySerde, valueSerde);
    }

    @Override
    public StoreBuilder<KeyValueStore<K, V>> withCachingEnabled() {
        builder.withCachingEnabled();
        return this;
    }

    @Override
    public StoreBuilder<KeyValueStore<K, V>> withCachingDisabled() {
        builder.withCachingDisabled();
        return this;
    }

    @Override
    public StoreBuilder<KeyValueStore<K, V>> withLoggingEnabled(Map<String, String> config) {
        builder.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<KeyValueStore<K, V>> withLoggingDisabled() {
        builder.withLoggingDisabled();
        return this;
    }

    @Override
    public KeyValueStore<K, V> build() {
        return builder.build();
    }

    @Override
    public Map<String, String> logConfig() {
        return builder.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return builder.loggingEnabled();
    }

    @Override
    public String name() {
        return builder.name();
    }
}
