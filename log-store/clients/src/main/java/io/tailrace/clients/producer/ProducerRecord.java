package io.tailrace.clients.producer;

import io.tailrace.common.header.Header;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key and value to be sent to a topic.
 *
 * <p><b>Threads:</b> immutable but for its headers, which belong to the sender until the record is sent.
 */
public class ProducerRecord<K, V> {

    private final String topic;
    private final @Nullable Integer partition;
    private final Headers headers;
    private final @Nullable K key;
    private final @Nullable V value;
    private final @Nullable Long timestamp;

    /**
     * @param partition where the record goes; null leaves that to the partitioner
     * @param timestamp milliseconds since the epoch; null for the time of sending
     * @throws IllegalArgumentException if topic is null, or partition or timestamp negative
     */
    public ProducerRecord(
            String topic,
            @Nullable Integer partition,
            @Nullable Long timestamp,
            @Nullable K key,
            @Nullable V value,
            @Nullable Iterable<Header> headers) {
        if (topic == null) {
            throw new IllegalArgumentException("expected a topic, actual=null");
        }
        if (timestamp != null && timestamp < 0) {
            throw new IllegalArgumentException("expected a timestamp of at least 0 or null, actual=" + timestamp);
        }
        if (partition != null && partition < 0) {
            throw new IllegalArgumentException("expected a partition of at least 0 or null, actual=" + partition);
        }
        this.topic = topic;
        this.partition = partition;
        this.key = key;
        this.value = value;
        this.timestamp = timestamp;
        this.headers = new RecordHeaders(headers);
    }

    public ProducerRecord(
            String topic, @Nullable Integer partition, @Nullable Long timestamp, @Nullable K key, @Nullable V value) {
        this(topic, partition, timestamp, key, value, null);
    }

    public ProducerRecord(
            String topic,
            @Nullable Integer partition,
            @Nullable K key,
            @Nullable V value,
            @Nullable Iterable<Header> headers) {
        this(topic, partition, null, key, value, headers);
    }

    public ProducerRecord(String topic, @Nullable Integer partition, @Nullable K key, @Nullable V value) {
        this(topic, partition, null, key, value, null);
    }

    public ProducerRecord(String topic, @Nullable K key, @Nullable V value) {
        this(topic, null, null, key, value, null);
    }

    public ProducerRecord(String topic, @Nullable V value) {
        this(topic, null, null, null, value, null);
    }

    public String topic() {
        return topic;
    }

    public Headers headers() {
        return headers;
    }

    public @Nullable K key() {
        return key;
    }

    public @Nullable V value() {
        return value;
    }

    public @Nullable Long timestamp() {
        return timestamp;
    }

    public @Nullable Integer partition() {
        return partition;
    }

    @Override
    public String toString() {
        return "ProducerRecord(topic=" + topic + ", partition=" + partition + ", headers=" + headers + ", key=" + key
                + ", value=" + value + ", timestamp=" + timestamp + ")";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProducerRecord<?, ?> that
                && topic.equals(that.topic)
                && Objects.equals(partition, that.partition)
                && Objects.equals(key, that.key)
                && Objects.equals(value, that.value)
                && headers.equals(that.headers)
                && Objects.equals(timestamp, that.timestamp);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, partition, headers, key, value, timestamp);
    }
}
