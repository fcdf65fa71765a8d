package io.tailrace.state.composite;

import static io.tailrace.state.composite.Partitions.notNull;

import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.QueryableStoreType;
import io.tailrace.streams.state.ReadOnlyKeyValueStore;
import io.tailrace.streams.state.internals.StateStoreProvider;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a key-value store that are here, as one store. Ranges are in order within a partition.
 *
 * <p><b>Threads:</b> any.
 */
public final class CompositeKeyValueStore<K, V> implements ReadOnlyKeyValueStore<K, V> {

    private final Partitions<ReadOnlyKeyValueStore<K, V>> partitions;

    public CompositeKeyValueStore(
            StateStoreProvider provider, QueryableStoreType<ReadOnlyKeyValueStore<K, V>> type, String name) {
        partitions = new Partitions<>(provider, type, name);
    }

    @Override
    public @Nullable V get(K key) {
        notNull(key, "key");
        return partitions.first(store -> store.get(key));
    }

    @Override
    public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
        return partitions.all(store -> store.range(from, to));
    }

    @Override
    public KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
        return partitions.all(store -> store.reverseRange(from, to));
    }

    @Override
    public KeyValueIterator<K, V> all() {
        return partitions.all(ReadOnlyKeyValueStore::all);
    }

    @Override
    public KeyValueIterator<K, V> reverseAll() {
        return partitions.all(ReadOnlyKeyValueStore::reverseAll);
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(P prefix, PS prefixKeySerializer) {
        notNull(prefix, "prefix");
        notNull(prefixKeySerializer, "prefixKeySerializer");
        return partitions.all(store -> store.prefixScan(prefix, prefixKeySerializer));
    }

    @Override
    public long approximateNumEntries() {
        long total = 0;
        for (ReadOnlyKeyValueStore<K, V> store : partitions.stores()) {
            total += store.approximateNumEntries();
        }
        return total < 0 ? Long.MAX_VALUE : total;
    }
}
