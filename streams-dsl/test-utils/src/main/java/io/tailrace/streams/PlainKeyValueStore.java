package io.tailrace.streams;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a timestamped key-value store with plain values; what is put gets timestamp -1 as far as the store allows it, else 0.
 *
 * <p><b>Threads:</b> the test's thread.
 */
final class PlainKeyValueStore<K, V> implements KeyValueStore<K, V> {
    private final KeyValueStore<K, ValueAndTimestamp<V>> inner;

    PlainKeyValueStore(KeyValueStore<K, ValueAndTimestamp<V>> inner) {
        this.inner = inner;
    }

    private static <V> @Nullable V plain(@Nullable ValueAndTimestamp<V> row) {
        return row == null ? null : row.value();
    }

    @Override
    public @Nullable V get(K key) {
        return plain(inner.get(key));
    }

    @Override
    public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
        return new PlainIterator<>(inner.range(from, to));
    }

    @Override
    public KeyValueIterator<K, V> all() {
        return new PlainIterator<>(inner.all());
    }

    @Override
    public long approximateNumEntries() {
        return inner.approximateNumEntries();
    }

    @Override
    public void put(K key, @Nullable V value) {
        inner.put(key, ValueAndTimestamp.make(value, ConsumerRecord.NO_TIMESTAMP));
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        return plain(inner.putIfAbsent(key, ValueAndTimestamp.make(value, ConsumerRecord.NO_TIMESTAMP)));
    }

    @Override
    public void putAll(List<KeyValue<K, V>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public @Nullable V delete(K key) {
        return plain(inner.delete(key));
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        inner.init(context, root);
    }

    @Override
    public void flush() {
        inner.flush();
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    private record PlainIterator<K, V>(KeyValueIterator<K, ValueAndTimestamp<V>> inner)
            implements KeyValueIterator<K, V> {
        @Override
        public void close() {
            inner.close();
        }

        @Override
        public K peekNextKey() {
            return inner.peekNextKey();
        }

        @Override
        public boolean hasNext() {
            return inner.hasNext();
        }

        @Override
        public KeyValue<K, V> next() {
            KeyValue<K, ValueAndTimestamp<V>> next = inner.next();
            return new KeyValue<>(next.key, plain(next.value));
        }
    }
}
