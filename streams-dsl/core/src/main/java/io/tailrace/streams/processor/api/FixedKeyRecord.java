package io.tailrace.streams.processor.api;

import io.tailrace.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record whose key cannot be changed; see {@link Record}.
 *
 * <p><b>Threads:</b> one at a time.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class FixedKeyRecord<K, V> {
    private final Record<K, V> record;

    FixedKeyRecord(Record<K, V> record) {
        this.record = record;
    }

    public K key() {
        return record.key();
    }

    public V value() {
        return record.value();
    }

    /** Event time in ms since the epoch. */
    public long timestamp() {
        return record.timestamp();
    }

    public Headers headers() {
        return record.headers();
    }

    public <NewV> FixedKeyRecord<K, NewV> withValue(@Nullable NewV value) {
        return new FixedKeyRecord<>(record.withValue(value));
    }

    public FixedKeyRecord<K, V> withTimestamp(long timestamp) {
        return new FixedKeyRecord<>(record.withTimestamp(timestamp));
    }

    public FixedKeyRecord<K, V> withHeaders(@Nullable Headers headers) {
        return new FixedKeyRecord<>(record.withHeaders(headers));
    }

    Record<K, V> unwrap() {
        return record;
    }

    @Override
    public String toString() {
        return "FixedKeyRecord{key=" + key() + ", value=" + value() + ", timestamp=" + timestamp() + ", headers="
                + headers() + '}';
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof FixedKeyRecord<?, ?> other && record.equals(other.record);
    }

    @Override
    public int hashCode() {
        return record.hashCode();
    }
}
