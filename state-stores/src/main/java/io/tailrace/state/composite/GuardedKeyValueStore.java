package io.tailrace.state.composite;

import io.tailrace.common.serialization.Serializer;
import io.tailrace.state.task.StoreGuard;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.ReadOnlyKeyValueStore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task's key-value store for other threads.
 *
 * <p><b>Threads:</b> any.
 *
 * @param <S> what the store keeps
 * @param <V> what is shown of it
 */
record GuardedKeyValueStore<K, S, V>(
        ReadOnlyKeyValueStore<K, S> store, StoreGuard guard, Function<? super S, ? extends @Nullable V> shown)
        implements ReadOnlyKeyValueStore<K, V> {

    @Override
    public @Nullable V get(K key) {
        S value = guard.run(() -> store.get(key));
        return value == null ? null : shown.apply(value);
    }

    @Override
    public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
        return iterator(() -> store.range(from, to));
    }

    @Override
    public KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
        return iterator(() -> store.reverseRange(from, to));
    }

    @Override
    public KeyValueIterator<K, V> all() {
        return iterator(store::all);
    }

    @Override
    public KeyValueIterator<K, V> reverseAll() {
        return iterator(store::reverseAll);
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(P prefix, PS prefixKeySerializer) {
        return iterator(() -> store.prefixScan(prefix, prefixKeySerializer));
    }

    private KeyValueIterator<K, V> iterator(Supplier<KeyValueIterator<K, S>> open) {
        return new GuardedIterator<>(guard.run(open), guard, shown);
    }

    @Override
    public long approximateNumEntries() {
        return guard.run(store::approximateNumEntries);
    }
}
