package io.tailrace.common.errors;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.record.TimestampType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A fetched record that the consumer's deserializer refuses. It names the record so that the application can look at
 * its bytes, and seek past it.
 */
public class RecordDeserializationException extends SerializationException {

    private static final long serialVersionUID = 2L;

    /** Which part of the record could not be read. */
    public enum DeserializationExceptionOrigin {
        KEY,
        VALUE
    }

    private final @Nullable DeserializationExceptionOrigin origin;
    private final TopicPartition partition;
    private final long offset;
    private final TimestampType timestampType;
    private final long timestamp;
    private final transient @Nullable ByteBuffer keyBuffer;
    private final transient @Nullable ByteBuffer valueBuffer;
    private final transient Headers headers;

    public RecordDeserializationException(
            TopicPartition partition, long offset, @Nullable String message, @Nullable Throwable cause) {
        this(
                null,
                partition,
                offset,
                -1,
                TimestampType.NO_TIMESTAMP_TYPE,
                null,
                null,
                new RecordHeaders(),
                message,
                cause);
    }

    /**
     * @param keyBuffer the key's bytes, null if the record has none
     * @param valueBuffer the value's bytes, null if the record has none
     */
    public RecordDeserializationException(
            @Nullable DeserializationExceptionOrigin origin,
            TopicPartition partition,
            long offset,
            long timestamp,
            TimestampType timestampType,
            @Nullable ByteBuffer keyBuffer,
            @Nullable ByteBuffer valueBuffer,
            Headers headers,
            @Nullable String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.origin = origin;
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
        this.timestampType = timestampType;
        this.keyBuffer = keyBuffer;
        this.valueBuffer = valueBuffer;
        this.headers = headers;
    }

    public @Nullable DeserializationExceptionOrigin origin() {
        return origin;
    }

    public TopicPartition topicPartition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    public TimestampType timestampType() {
        return timestampType;
    }

    /** Milliseconds since the epoch, -1 if unknown. */
    public long timestamp() {
        return timestamp;
    }

    public @Nullable ByteBuffer keyBuffer() {
        return keyBuffer;
    }

    public @Nullable ByteBuffer valueBuffer() {
        return valueBuffer;
    }

    public Headers headers() {
        return headers;
    }
}
