package io.tailrace.state.composite;

import io.tailrace.state.task.StoreGuard;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.ReadOnlyWindowStore;
import io.tailrace.streams.state.WindowStoreIterator;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task's window store for other threads.
 *
 * <p><b>Threads:</b> any.
 *
 * @param <S> what the store keeps
 * @param <V> what is shown of it
 */
record GuardedWindowStore<K, S, V>(
        ReadOnlyWindowStore<K, S> store, StoreGuard guard, Function<? super S, ? extends @Nullable V> shown)
        implements ReadOnlyWindowStore<K, V> {

    @Override
    public @Nullable V fetch(K key, long time) {
        S value = guard.run(() -> store.fetch(key, time));
        return value == null ? null : shown.apply(value);
    }

    @Override
    public WindowStoreIterator<V> fetch(K key, Instant timeFrom, Instant timeTo) {
        return new GuardedIterator.OfWindows<>(guard.run(() -> store.fetch(key, timeFrom, timeTo)), guard, shown);
    }

    @Override
    public WindowStoreIterator<V> backwardFetch(K key, Instant timeFrom, Instant timeTo) {
        return new GuardedIterator.OfWindows<>(
                guard.run(() -> store.backwardFetch(key, timeFrom, timeTo)), guard, shown);
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return iterator(() -> store.fetch(keyFrom, keyTo, timeFrom, timeTo));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return iterator(() -> store.backwardFetch(keyFrom, keyTo, timeFrom, timeTo));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> all() {
        return iterator(() -> store.all());
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardAll() {
        return iterator(() -> store.backwardAll());
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> fetchAll(Instant timeFrom, Instant timeTo) {
        return iterator(() -> store.fetchAll(timeFrom, timeTo));
    }

    @Override
    public KeyValueIterator<Windowed<K>, V> backwardFetchAll(Instant timeFrom, Instant timeTo) {
        return iterator(() -> store.backwardFetchAll(timeFrom, timeTo));
    }

    private KeyValueIterator<Windowed<K>, V> iterator(Supplier<KeyValueIterator<Windowed<K>, S>> open) {
        return new GuardedIterator<>(guard.run(open), guard, shown);
    }
}
