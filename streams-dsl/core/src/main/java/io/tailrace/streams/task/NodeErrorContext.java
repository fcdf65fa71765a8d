package io.tailrace.streams.task;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/** Where an error happened, for handlers. */
record NodeErrorContext(
        TaskId taskId, String processorNodeId, @Nullable RecordContext record) implements ErrorHandlerContext {
    @Override
    public @Nullable String topic() {
        return record == null ? null : record.topic();
    }

    @Override
    public int partition() {
        return record == null ? -1 : record.partition();
    }

    @Override
    public long offset() {
        return record == null ? -1 : record.offset();
    }

    @Override
    public Headers headers() {
        return record == null ? new RecordHeaders() : record.headers();
    }

    @Override
    public long timestamp() {
        return record == null ? -1 : record.timestamp();
    }

    @Override
    public byte @Nullable [] sourceRawKey() {
        return record == null ? null : record.sourceRawKey();
    }

    @Override
    public byte @Nullable [] sourceRawValue() {
        return record == null ? null : record.sourceRawValue();
    }
}
