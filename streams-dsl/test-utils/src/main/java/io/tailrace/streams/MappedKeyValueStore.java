package io.tailrace.streams;

import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store with its values in another form.
 *
 * <p><b>Threads:</b> the test's thread.
 */
class MappedKeyValueStore<K, S, V> extends MappedStore<KeyValueStore<K, S>, S, V> implements KeyValueStore<K, V> {
    MappedKeyValueStore(KeyValueStore<K, S> inner, Function<S, V> shown, Function<V, S> kept) {
        super(inner, shown, kept);
    }

    @Override
    public @Nullable V get(K key) {
        return show(inner.get(key));
    }

    @Override
    public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
        return new MappedIterator<>(inner.range(from, to), shown);
    }

    @Override
    public KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
        return new MappedIterator<>(inner.reverseRange(from, to), shown);
    }

    @Override
    public KeyValueIterator<K, V> all() {
        return new MappedIterator<>(inner.all(), shown);
    }

    @Override
    public KeyValueIterator<K, V> reverseAll() {
        return new MappedIterator<>(inner.reverseAll(), shown);
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(P prefix, PS prefixKeySerializer) {
        return new MappedIterator<>(inner.prefixScan(prefix, prefixKeySerializer), shown);
    }

    @Override
    public long approximateNumEntries() {
        return inner.approximateNumEntries();
    }

    @Override
    public void put(K key, @Nullable V value) {
        inner.put(key, keep(value));
    }

    @Override
    public @Nullable V putIfAbsent(K key, @Nullable V value) {
        return show(inner.putIfAbsent(key, keep(value)));
    }

    @Override
    public void putAll(List<KeyValue<K, V>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public @Nullable V delete(K key) {
        return show(inner.delete(key));
    }
}
