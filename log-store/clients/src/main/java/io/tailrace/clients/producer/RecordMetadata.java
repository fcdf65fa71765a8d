package io.tailrace.clients.producer;

import io.tailrace.common.TopicPartition;

/**
 * Where an acknowledged record is.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class RecordMetadata {

    /** Partition of a record that failed before it had one. */
    public static final int UNKNOWN_PARTITION = -1;

    private static final long UNKNOWN = -1;

    private final TopicPartition topicPartition;
    private final long offset;
    private final long timestamp;
    private final int serializedKeySize;
    private final int serializedValueSize;

    /** @param baseOffset offset of the first record of the batch, -1 if unknown */
    public RecordMetadata(
            TopicPartition topicPartition,
            long baseOffset,
            int batchIndex,
            long timestamp,
            int serializedKeySize,
            int serializedValueSize) {
        this.topicPartition = topicPartition;
        this.offset = baseOffset == UNKNOWN ? UNKNOWN : baseOffset + batchIndex;
        this.timestamp = timestamp;
        this.serializedKeySize = serializedKeySize;
        this.serializedValueSize = serializedValueSize;
    }

    public boolean hasOffset() {
        return offset != UNKNOWN;
    }

    /** -1 if unknown, as with {@code acks=0}. */
    public long offset() {
        return offset;
    }

    public boolean hasTimestamp() {
        return timestamp != UNKNOWN;
    }

    /** Milliseconds since the epoch: the record's own, or the broker's where the topic says so; -1 if unknown. */
    public long timestamp() {
        return timestamp;
    }

    /** Bytes of the key, -1 if it is null. */
    public int serializedKeySize() {
        return serializedKeySize;
    }

    /** Bytes of the value, -1 if it is null. */
    public int serializedValueSize() {
        return serializedValueSize;
    }

    public String topic() {
        return topicPartition.topic();
    }

    public int partition() {
        return topicPartition.partition();
    }

    @Override
    public String toString() {
        return topicPartition + "@" + offset;
    }
}
