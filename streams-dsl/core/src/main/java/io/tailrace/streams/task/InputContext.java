package io.tailrace.streams.task;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where a record comes from, with the timestamp and headers of what is made of it at the moment.
 *
 * <p><b>Threads:</b> immutable.
 */
final class InputContext implements RecordContext, RecordMetadata {
    private static final byte @Nullable [] NO_BYTES = null;

    private final @Nullable String topic;
    private final int partition;
    private final long offset;
    private final long timestamp;
    private final Headers headers;
    private final byte @Nullable [] rawKey;
    private final byte @Nullable [] rawValue;

    InputContext(
            @Nullable String topic,
            int partition,
            long offset,
            long timestamp,
            Headers headers,
            byte @Nullable [] rawKey,
            byte @Nullable [] rawValue) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
        this.headers = headers;
        this.rawKey = rawKey;
        this.rawValue = rawValue;
    }

    static InputContext ofPunctuation(long timestamp) {
        return new InputContext(null, -1, -1, timestamp, new RecordHeaders(), NO_BYTES, NO_BYTES);
    }

    /** This context, or one with the record's timestamp and headers if they differ. */
    static RecordContext of(RecordContext context, Record<?, ?> record) {
        if (context.timestamp() == record.timestamp() && context.headers() == record.headers()) {
            return context;
        }
        return new InputContext(
                context.topic(),
                context.partition(),
                context.offset(),
                record.timestamp(),
                record.headers(),
                context.sourceRawKey(),
                context.sourceRawValue());
    }

    @Override
    public @Nullable String topic() {
        return topic;
    }

    @Override
    public int partition() {
        return partition;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public byte @Nullable [] sourceRawKey() {
        return rawKey;
    }

    @Override
    public byte @Nullable [] sourceRawValue() {
        return rawValue;
    }
}
