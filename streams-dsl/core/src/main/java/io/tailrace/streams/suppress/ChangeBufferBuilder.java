package io.tailrace.streams.suppress;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.BufferBounds;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.topology.UsesDisk;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the buffer of a suppression. Its bounds say all there is to set, so the methods that would change it do nothing.
 *
 * @param bounds with the configuration of the changelog
 */
public record ChangeBufferBuilder<K, V>(
        String name,
        BufferBounds bounds,
        @Nullable Serde<K> keySerde,
        @Nullable Serde<V> valueSerde) implements StoreBuilder<StateStore>, UsesDisk {
    @Override
    public boolean usesDisk() {
        return bounds.whenFull() == BufferBounds.WhenFull.SPILL_TO_DISK;
    }

    @Override
    public StateStore build() {
        return new ChangeBuffer<>(name, bounds, keySerde, valueSerde);
    }

    @Override
    public StoreBuilder<StateStore> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<StateStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<StateStore> withLoggingEnabled(Map<String, String> config) {
        return this;
    }

    @Override
    public StoreBuilder<StateStore> withLoggingDisabled() {
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        Map<String, String> config = bounds.logConfig();
        return config == null ? Map.of() : config;
    }

    @Override
    public boolean loggingEnabled() {
        return bounds.logConfig() != null;
    }
}
