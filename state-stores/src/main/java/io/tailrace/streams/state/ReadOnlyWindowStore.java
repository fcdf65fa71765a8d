package io.tailrace.streams.state;

import io.tailrace.streams.kstream.Windowed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a window store: for each key the windows of the last retention period, by their start time.
 * Times are starts of windows; both ends of a range are within it. The windows of one key come in the order of time;
 * across keys there is no promise of an order. Iterators must be closed.
 */
public interface ReadOnlyWindowStore<K, V> {

    /** The value of the window of {@code key} that starts at {@code time}, or null. */
    @Nullable
    V fetch(K key, long time);

    /**
     * The windows of {@code key} that start from {@code timeFrom} to {@code timeTo}, earliest first.
     *
     * @throws IllegalArgumentException if a time cannot be told in milliseconds
     */
    WindowStoreIterator<V> fetch(K key, Instant timeFrom, Instant timeTo);

    /** As {@link #fetch(Object, Instant, Instant)}, latest first. */
    default WindowStoreIterator<V> backwardFetch(K key, Instant timeFrom, Instant timeTo) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch");
    }

    /** The windows of the keys from {@code keyFrom} to {@code keyTo}; null is the first or the last key. */
    KeyValueIterator<Windowed<K>, V> fetch(@Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo);

    /** As {@link #fetch(Object, Object, Instant, Instant)}, backwards. */
    default KeyValueIterator<Windowed<K>, V> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch");
    }

    /** All windows. */
    KeyValueIterator<Windowed<K>, V> all();

    /** All windows, backwards. */
    default KeyValueIterator<Windowed<K>, V> backwardAll() {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardAll");
    }

    /** The windows of all keys that start from {@code timeFrom} to {@code timeTo}. */
    KeyValueIterator<Windowed<K>, V> fetchAll(Instant timeFrom, Instant timeTo);

    /** As {@link #fetchAll}, backwards. */
    default KeyValueIterator<Windowed<K>, V> backwardFetchAll(Instant timeFrom, Instant timeTo) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetchAll");
    }
}
