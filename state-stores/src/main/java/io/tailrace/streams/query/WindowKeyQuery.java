package io.tailrace.streams.query;

import io.tailrace.streams.state.WindowStoreIterator;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a key in a window store that start within a span, both ends within. The iterator must be closed.
 *
 * <p><b>Threads:</b> immutable, if the key is.
 */
public class WindowKeyQuery<K, V> implements Query<WindowStoreIterator<V>> {

    private final K key;
    private final Optional<Instant> timeFrom;
    private final Optional<Instant> timeTo;

    private WindowKeyQuery(K key, Optional<Instant> timeFrom, Optional<Instant> timeTo) {
        this.key = key;
        this.timeFrom = timeFrom;
        this.timeTo = timeTo;
    }

    public static <K, V> WindowKeyQuery<K, V> withKeyAndWindowStartRange(
            K key, @Nullable Instant timeFrom, @Nullable Instant timeTo) {
        return new WindowKeyQuery<>(key, Optional.ofNullable(timeFrom), Optional.ofNullable(timeTo));
    }

    public K getKey() {
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
        return "WindowKeyQuery{key=" + key + ", timeFrom=" + timeFrom + ", timeTo=" + timeTo + '}';
    }
}
