package io.tailrace.state.composite;

import static io.tailrace.state.composite.Partitions.notNull;

import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.QueryableStoreType;
import io.tailrace.streams.state.ReadOnlyWindowStore;
import io.tailrace.streams.state.WindowStoreIterator;
import io.tailrace.streams.state.internals.StateStoreProvider;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a window store that are here, as one store.
 *
 * <p><b>Threads:</b> any.
 */
public final class CompositeWindowStore<K, V> implements ReadOnlyWindowStore<K, V> {

    private final Partitions<ReadOnlyWindowStore<K, V>> partitions;

    public CompositeWindowStore(
            StateStoreProvider provider, QueryableStoreType<ReadOnlyWindowStore<K, V>> type, String name) {
        partitions = new Partitions<>(provider, type, name);
    }

    @Override
    public @Nullable V fetch(K key, long time) {
        notNull(key, "key");
        return partitions.first(store -> store.fetch(key, time));
    }

    @Override
    public WindowStoreIterator<V> fetch(K key, Instant timeFrom, Instant timeTo) {
        notNull(key, "key");
        return ofKey(store -> store.fetch(key, timeFrom, timeTo));
    }

    @Override
    public WindowStoreIterator<V> backwardFetch(K key, Instant timeFrom, Instant timeTo) {
        notNull(key, "key");
        return ofKey(store -> store.backwardFetch(key, timeFrom, timeTo));
    }

    /** A key lies in one partition: the windows are those of the first partition that has any. */
    private WindowStoreIterator<V> ofKey(Function<ReadOnlyWindowStore<K, V>, WindowStoreIterator<V>> read) {
        for (ReadOnlyWindowStore<K, V> store : partitions.stores()) {
            WindowStoreIterator<V> found = read.apply(store);
            if (found.hasNext()) {
                return found;
            }
            found.close();
        }
        return new NoWindows<>(List.<ReadOnlyWindowStore<K, V>>of().iterator(), read);
    }

    /** Of a key that has none here. */
    private static final class NoWindows<K, V> extends ChainedIterator<ReadOnlyWindowStore<K, V>, Long, V>
            implements WindowStoreIterator<V> {

        NoWindows(
                Iterator<ReadOnlyWindowStore<K, V>> stores,
                Function<ReadOnlyWindowStore<K, V>, WindowStoreIterator<V>> read) {
            super(stores, read);
        }
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return partitions.all(store -> store.fetch(keyFrom, keyTo, timeFrom, timeTo));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return partitions.all(store -> store.backwardFetch(keyFrom, keyTo, timeFrom, timeTo));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> all() {
        return partitions.all(store -> store.all());
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardAll() {
        return partitions.all(store -> store.backwardAll());
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetchAll(Instant timeFrom, Instant timeTo) {
        return partitions.all(store -> store.fetchAll(timeFrom, timeTo));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetchAll(Instant timeFrom, Instant timeTo) {
        return partitions.all(store -> store.backwardFetchAll(timeFrom, timeTo));
    }
}
