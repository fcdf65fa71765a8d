package io.tailrace.streams.query;

import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Objects;

/**
 * The value of a key and its timestamp in a store that keeps timestamps.
 *
 * <p><b>Threads:</b> immutable, if the key is.
 */
public final class TimestampedKeyQuery<K, V> implements Query<ValueAndTimestamp<V>> {

    private final K key;
    private final boolean skipCache;

    private TimestampedKeyQuery(K key, boolean skipCache) {
        this.key = Objects.requireNonNull(key, "the key cannot be null");
        this.skipCache = skipCache;
    }

    public static <K, V> TimestampedKeyQuery<K, V> withKey(K key) {
        return new TimestampedKeyQuery<>(key, false);
    }

    /** Answers from below the cache: what was committed or evicted. */
    public TimestampedKeyQuery<K, V> skipCache() {
        return new TimestampedKeyQuery<>(key, true);
    }

    public K key() {
        return key;
    }

    public boolean isSkipCache() {
        return skipCache;
    }

    @Override
    public String toString() {
        return "TimestampedKeyQuery{key=" + key + ", skipCache=" + skipCache + '}';
    }
}
