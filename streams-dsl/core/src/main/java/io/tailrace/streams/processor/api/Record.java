package io.tailrace.streams.processor.api;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.errors.StreamsException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way through a topology: key, value, timestamp and headers. Immutable but for the headers, which the holder owns;
 * {@code with…} makes a shallow copy.
 *
 * <p><b>Threads:</b> one at a time.
 *
 * @param <K> key type
 * @param <V> value type
 */
@SuppressWarnings("JavaLangClash") // Kafka's name
public class Record<K, V> {
    private final K key;
    private final V value;
    private final long timestamp;
    private final Headers headers;

    /** @throws StreamsException if the timestamp (ms) is negative */
    public Record(@Nullable K key, @Nullable V value, long timestamp, @Nullable Headers headers) {
        this(checked(timestamp), key, value, headers == null ? new RecordHeaders() : new RecordHeaders(headers));
    }

    public Record(@Nullable K key, @Nullable V value, long timestamp) {
        this(checked(timestamp), key, value, new RecordHeaders());
    }

    /** Shares the headers. */
    private Record(long timestamp, K key, V value, Headers headers) {
        this.key = key;
        this.value = value;
        this.timestamp = timestamp;
        this.headers = headers;
    }

    private static long checked(long timestamp) {
        if (timestamp < 0) {
            throw new StreamsException(
                    "Malformed Record",
                    new IllegalArgumentException("Timestamp may not be negative. Got: " + timestamp));
        }
        return timestamp;
    }

    public K key() {
        return key;
    }

    public V value() {
        return value;
    }

    /** Event time in ms since the epoch. */
    public long timestamp() {
        return timestamp;
    }

    public Headers headers() {
        return headers;
    }

    public <NewK> Record<NewK, V> withKey(@Nullable NewK key) {
        return new Record<>(timestamp, key, value, headers);
    }

    public <NewV> Record<K, NewV> withValue(@Nullable NewV value) {
        return new Record<>(timestamp, key, value, headers);
    }

    public Record<K, V> withTimestamp(long timestamp) {
        return new Record<>(checked(timestamp), key, value, headers);
    }

    public Record<K, V> withHeaders(@Nullable Headers headers) {
        return new Record<>(timestamp, key, value, headers == null ? new RecordHeaders() : new RecordHeaders(headers));
    }

    @Override
    public String toString() {
        return "Record{key=" + key + ", value=" + value + ", timestamp=" + timestamp + ", headers=" + headers + '}';
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Record<?, ?> other
                && timestamp == other.timestamp
                && Objects.equals(key, other.key)
                && Objects.equals(value, other.value)
                && Objects.equals(headers, other.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, value, timestamp, headers);
    }
}
