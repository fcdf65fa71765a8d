package io.tailrace.clients.consumer;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.record.TimestampType;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record as read from a partition. Timestamps are milliseconds since the epoch.
 *
 * <p><b>Threads:</b> may be handed to another thread; not for several at once, because headers can be changed.
 */
public class ConsumerRecord<K, V> {
    public static final long NO_TIMESTAMP = -1L;
    public static final int NULL_SIZE = -1;

    private final String topic;
    private final int partition;
    private final long offset;
    private final long timestamp;
    private final TimestampType timestampType;
    private final int serializedKeySize;
    private final int serializedValueSize;
    private final @Nullable K key;
    private final @Nullable V value;
    private final Optional<Integer> leaderEpoch;
    private final Optional<Short> deliveryCount;
    private @Nullable Headers headers;

    /** A record without timestamp, sizes, headers and leader epoch. */
    public ConsumerRecord(String topic, int partition, long offset, @Nullable K key, @Nullable V value) {
        this(
                topic,
                partition,
                offset,
                NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                NULL_SIZE,
                NULL_SIZE,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    public ConsumerRecord(
            String topic,
            int partition,
            long offset,
            long timestamp,
            TimestampType timestampType,
            int serializedKeySize,
            int serializedValueSize,
            @Nullable K key,
            @Nullable V value,
            Headers headers,
            Optional<Integer> leaderEpoch) {
        this(
                topic,
                partition,
                offset,
                timestamp,
                timestampType,
                serializedKeySize,
                serializedValueSize,
                key,
                value,
                Objects.requireNonNull(headers, "Headers cannot be null"),
                leaderEpoch,
                Optional.empty());
    }

    /**
     * The canonical constructor.
     *
     * @param headers null stands for none: they are made when somebody asks for them
     * @param deliveryCount how often the record was handed out, for share groups
     */
    public ConsumerRecord(
            String topic,
            int partition,
            long offset,
            long timestamp,
            TimestampType timestampType,
            int serializedKeySize,
            int serializedValueSize,
            @Nullable K key,
            @Nullable V value,
            @Nullable Headers headers,
            Optional<Integer> leaderEpoch,
            Optional<Short> deliveryCount) {
        if (topic == null) throw new IllegalArgumentException("Topic cannot be null");
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
        this.timestampType = timestampType;
        this.serializedKeySize = serializedKeySize;
        this.serializedValueSize = serializedValueSize;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.leaderEpoch = leaderEpoch;
        this.deliveryCount = deliveryCount;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    /** Never null; may be changed by the owner of the record. */
    public Headers headers() {
        Headers present = headers;
        if (present == null) {
            present = new RecordHeaders();
            headers = present;
        }
        return present;
    }

    public K key() {
        return unchecked(key);
    }

    public V value() {
        return unchecked(value);
    }

    public long offset() {
        return offset;
    }

    public long timestamp() {
        return timestamp;
    }

    public TimestampType timestampType() {
        return timestampType;
    }

    /** In bytes, or {@link #NULL_SIZE} for a null key. */
    public int serializedKeySize() {
        return serializedKeySize;
    }

    /** In bytes, or {@link #NULL_SIZE} for a null value. */
    public int serializedValueSize() {
        return serializedValueSize;
    }

    /** The epoch of the leader that appended the record, where known. */
    public Optional<Integer> leaderEpoch() {
        return leaderEpoch;
    }

    public Optional<Short> deliveryCount() {
        return deliveryCount;
    }

    /** Keys and values may be null, and callers written for Kafka do not expect the compiler to say so. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"})
    private static <T> T unchecked(@Nullable T value) {
        return value;
    }

    @Override
    public String toString() {
        return "ConsumerRecord(topic = " + topic + ", partition = " + partition + ", leaderEpoch = "
                + leaderEpoch.map(String::valueOf).orElse("null") + ", offset = " + offset + ", " + timestampType
                + " = " + timestamp + ", serialized key size = " + serializedKeySize + ", serialized value size = "
                + serializedValueSize + ", headers = " + headers() + ", key = " + key + ", value = " + value + ")";
    }
}
