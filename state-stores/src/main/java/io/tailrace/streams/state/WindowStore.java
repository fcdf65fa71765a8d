package io.tailrace.streams.state;

import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.StateStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store of windows. It keeps those that start later than the highest time it was given minus its retention period;
 * older ones are dropped in bulk, and putting one does nothing. The forms with {@code Instant} are the same as those
 * with milliseconds since 1970-01-01T00:00:00Z.
 */
public interface WindowStore<K, V> extends StateStore, ReadOnlyWindowStore<K, V> {

    /**
     * Sets the value of the window of {@code key} that starts at {@code windowStartTimestamp}, or deletes the window if
     * {@code value} is null. A store that retains duplicates adds one more value instead, and ignores null.
     */
    void put(K key, @Nullable V value, long windowStartTimestamp);

    /** The windows of {@code key} that start from {@code timeFrom} to {@code timeTo}, earliest first. */
    WindowStoreIterator<V> fetch(K key, long timeFrom, long timeTo);

    @Override
    default WindowStoreIterator<V> fetch(K key, Instant timeFrom, Instant timeTo) {
        return fetch(key, EpochMillis.of(timeFrom, "timeFrom"), EpochMillis.of(timeTo, "timeTo"));
    }

    /** As {@link #fetch(Object, long, long)}, latest first. */
    default WindowStoreIterator<V> backwardFetch(K key, long timeFrom, long timeTo) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch");
    }

    @Override
    default WindowStoreIterator<V> backwardFetch(K key, Instant timeFrom, Instant timeTo) {
        return backwardFetch(key, EpochMillis.of(timeFrom, "timeFrom"), EpochMillis.of(timeTo, "timeTo"));
    }

    /** The windows of the keys from {@code keyFrom} to {@code keyTo}; null is the first or the last key. */
    KeyValueIterator<Windowed<K>, V> fetch(@Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo);

    @Override
    default KeyValueIterator<Windowed<K>, V> fetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return fetch(keyFrom, keyTo, EpochMillis.of(timeFrom, "timeFrom"), EpochMillis.of(timeTo, "timeTo"));
    }

    /** As {@link #fetch(Object, Object, long, long)}, backwards. */
    default KeyValueIterator<Windowed<K>, V> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch");
    }

    @Override
    default KeyValueIterator<Windowed<K>, V> backwardFetch(
            @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
        return backwardFetch(keyFrom, keyTo, EpochMillis.of(timeFrom, "timeFrom"), EpochMillis.of(timeTo, "timeTo"));
    }

    /** The windows of all keys that start from {@code timeFrom} to {@code timeTo}. */
    KeyValueIterator<Windowed<K>, V> fetchAll(long timeFrom, long timeTo);

    @Override
    default KeyValueIterator<Windowed<K>, V> fetchAll(Instant timeFrom, Instant timeTo) {
        return fetchAll(EpochMillis.of(timeFrom, "timeFrom"), EpochMillis.of(timeTo, "timeTo"));
    }

    /** As {@link #fetchAll(long, long)}, backwards. */
    default KeyValueIterator<Windowed<K>, V> backwardFetchAll(long timeFrom, long timeTo) {
        throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetchAll");
    }

    @Override
    default KeyValueIterator<Windowed<K>, V> backwardFetchAll(Instant timeFrom, Instant timeTo) {
        return backwardFetchAll(EpochMillis.of(timeFrom, "timeFrom"), EpochMillis.of(timeTo, "timeTo"));
    }
}
