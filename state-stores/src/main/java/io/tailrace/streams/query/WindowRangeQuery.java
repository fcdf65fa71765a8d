package io.tailrace.streams.query;

import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.state.KeyValueIterator;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The windows of all keys in a window store that start within a span, or the sessions of a key in a session store. The
 * iterator must be closed.
 *
 * <p><b>Threads:</b> immutable, if the key is.
 */
public class WindowRangeQuery<K, V> implements Query<KeyValueIterator<Windowed<K>, V>> {

    private final Optional<K> key;
    private final Optional<Instant> timeFrom;
    private final Optional<Instant> timeTo;

    private WindowRangeQuery(Optional<K> key, Optional<Instant> timeFrom, Optional<Instant> timeTo) {
        this.key = key;
        this.timeFrom = timeFrom;
        this.timeTo = timeTo;
    }

    /** Of a session store. */
    public static <K, V> WindowRangeQuery<K, V> withKey(K key) {
        return new WindowRangeQuery<>(Optional.of(key), Optional.empty(), Optional.empty());
    }

    /** Of a window store. */
    public static <K, V> WindowRangeQuery<K, V> withWindowStartRange(
            @Nullable Instant timeFrom, @Nullable Instant timeTo) {
        return new WindowRangeQuery<>(Optional.empty(), Optional.ofNullable(timeFrom), Optional.ofNullable(timeTo));
    }

    public Optional<K> getKey() {
        return key;
    }

    public Optional<Instant> getTimeFrom() {
        return timeFrom;
    }

    public Optional<Instant> getTimeTo() {
        return timeTo;
    }

    @Override
    public String toString() {
        return "WindowRangeQuery{key=" + key + ", timeFrom=" + timeFrom + ", timeTo=" + timeTo + '}';
    }
}
