package io.tailrace.state.typed;

import io.tailrace.common.serialization.Serde;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a typed store of any kind is made from.
 *
 * @param name of the store
 * @param source of the innermost layer
 * @param keySerde null for the application's default
 * @param valueSerde null for the application's default
 * @param values how values lie in the store
 * @param logged whether changes go to the changelog, if the task has one for the store
 * @param cached whether a cache is put over it, if the task has one
 * @param ttlMs how long rows live after their timestamp; -1 for ever
 */
public record StoreSpec<K, V, S>(
        String name,
        SpaceSource source,
        @Nullable Serde<K> keySerde,
        @Nullable Serde<V> valueSerde,
        ValueCodec.Factory<V, S> values,
        boolean logged,
        boolean cached,
        long ttlMs) {

    public StoreSpec {
        Objects.requireNonNull(name, "name");
    }

    /** Of a store whose rows live for ever. */
    public StoreSpec(
            String name,
            SpaceSource source,
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            ValueCodec.Factory<V, S> values,
            boolean logged,
            boolean cached) {
        this(name, source, keySerde, valueSerde, values, logged, cached, -1);
    }
}
