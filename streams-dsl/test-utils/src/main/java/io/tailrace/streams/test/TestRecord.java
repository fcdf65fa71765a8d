package io.tailrace.streams.test;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as tests write and read it: key, value, headers and timestamp (ms, may be absent on input).
 *
 * <p><b>Threads:</b> one at a time.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class TestRecord<K, V> {
    private final Headers headers;
    private final K key;
    private final V value;
    private final @Nullable Instant recordTime;

    public TestRecord(@Nullable K key, @Nullable V value, @Nullable Headers headers, @Nullable Instant recordTime) {
        this.key = key;
        this.value = value;
        this.headers = new RecordHeaders(headers);
        this.recordTime = recordTime;
    }

    /** @throws IllegalArgumentException if the timestamp (ms) is negative */
    public TestRecord(@Nullable K key, @Nullable V value, @Nullable Headers headers, @Nullable Long timestampMs) {
        this(key, value, headers, timestampMs == null ? null : Instant.ofEpochMilli(checked(timestampMs)));
    }

    public TestRecord(@Nullable K key, @Nullable V value, @Nullable Instant recordTime) {
        this(key, value, null, recordTime);
    }

    public TestRecord(@Nullable K key, @Nullable V value, @Nullable Headers headers) {
        this(key, value, headers, (Instant) null);
    }

    public TestRecord(@Nullable K key, @Nullable V value) {
        this(key, value, null, (Instant) null);
    }

    public TestRecord(@Nullable V value) {
        this(null, value);
    }

    public TestRecord(ConsumerRecord<K, V> record) {
        this(
                Objects.requireNonNull(record, "record cannot be null").key(),
                record.value(),
                record.headers(),
                Instant.ofEpochMilli(record.timestamp()));
    }

    public TestRecord(ProducerRecord<K, V> record) {
        this(
                Objects.requireNonNull(record, "record cannot be null").key(),
                record.value(),
                record.headers(),
                record.timestamp());
    }

    private static long checked(long timestampMs) {
        if (timestampMs < 0) {
            throw new IllegalArgumentException(
                    "Invalid timestamp: " + timestampMs + ". Timestamp should always be non-negative or null.");
        }
        return timestampMs;
    }

    public Headers headers() {
        return headers;
    }

    public K key() {
        return key;
    }

    public V value() {
        return value;
    }

    /** Timestamp in ms, or null. */
    public @Nullable Long timestamp() {
        return recordTime == null ? null : recordTime.toEpochMilli();
    }

    public Headers getHeaders() {
        return headers;
    }

    public K getKey() {
        return key;
    }

    public V getValue() {
        return value;
    }

    public @Nullable Instant getRecordTime() {
        return recordTime;
    }

    @Override
    public String toString() {
        return "TestRecord[key=" + key + ", value=" + value + ", headers=" + headers + ", recordTime=" + recordTime
                + "]";
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof TestRecord<?, ?> other
                && Objects.equals(headers, other.headers)
                && Objects.equals(key, other.key)
                && Objects.equals(value, other.value)
                && Objects.equals(recordTime, other.recordTime);
    }

    @Override
    public int hashCode() {
        return Objects.hash(headers, key, value, recordTime);
    }
}
