package io.tailrace.streams;

import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.state.WindowStoreIterator;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A window store with its values in another form. It asks the other store by {@code Instant}, as that of Kafka Streams does: what tests put in
 * the other one's place may know no other way.
 *
 * <p><b>Threads:</b> the test's thread.
 */
class MappedWindowStore<K, S, V> extends MappedStore<WindowStore<K, S>, S, V> implements WindowStore<K, V> {
    MappedWindowStore(WindowStore<K, S> inner, Function<S, V> shown, Function<V, S> kept) {
        super(inner, shown, kept);
    }

    private static Instant at(long timeMs) {
        return Instant.ofEpochMilli(timeMs);
    }

    @Override
    public void put(K key, @Nullable V value, long windowStartTimestamp) {
        inner.put(key, keep(value), windowStartTimestamp);
    }

    @Override
    public @Nullable V fetch(K key, long time) {
        return show(inner.fetch(key, time));
    }

    @Override
    public WindowStoreIterator<V> fetch(K key, long timeFrom, long timeTo) {
        return new MappedIterator.OfWindows<>(inner.fetch(key, at(timeFrom), at(timeTo)), shown);
    }

    @Override
    public WindowStoreIterator<V> backwardFetch(K key, long timeFrom, long timeTo) {
        return new MappedIterator.OfWindows<>(inner.backwardFetch(key, at(timeFrom), at(timeTo)), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(@Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
        return new MappedIterator<>(inner.fetch(keyFrom, keyTo, at(timeFrom), at(timeTo)), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
        return new MappedIterator<>(inner.backwardFetch(keyFrom, keyTo, at(timeFrom), at(timeTo)), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetchAll(long timeFrom, long timeTo) {
        return new MappedIterator<>(inner.fetchAll(at(timeFrom), at(timeTo)), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetchAll(long timeFrom, long timeTo) {
        return new MappedIterator<>(inner.backwardFetchAll(at(timeFrom), at(timeTo)), shown);
    }

    @Override
    public WindowStoreIterator<V> fetch(K key, Instant timeFrom, Instant timeTo) {
        return new MappedIterator.OfWindows<>(inner.fetch(key, timeFrom, timeTo), shown);
    }

    @Override
    public WindowStoreIterator<V> backwardFetch(K key, Instant timeFrom, Instant timeTo) {
        return new MappedIterator.OfWindows<>(inner.backwardFetch(key, timeFrom, timeTo), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return new MappedIterator<>(inner.fetch(keyFrom, keyTo, timeFrom, timeTo), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return new MappedIterator<>(inner.backwardFetch(keyFrom, keyTo, timeFrom, timeTo), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetchAll(Instant timeFrom, Instant timeTo) {
        return new MappedIterator<>(inner.fetchAll(timeFrom, timeTo), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetchAll(Instant timeFrom, Instant timeTo) {
        return new MappedIterator<>(inner.backwardFetchAll(timeFrom, timeTo), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> all() {
        return new MappedIterator<>(inner.all(), shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardAll() {
        return new MappedIterator<>(inner.backwardAll(), shown);
    }
}
