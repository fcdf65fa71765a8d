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
 */
public record StoreSpec<K, V, S>(
        String name,
        SpaceSource source,
        @Nullable Serde<K> keySerde,
        @Nullable Serde<V> valueSerde,
        ValueCodec.Factory<V, S> values,
        boolean logged,
        boolean cached) {

    public StoreSpec {
        Objects.requireNonNull(name, "name");
    }
}
