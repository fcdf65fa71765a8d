package io.tailrace.streams.errors;

import io.tailrace.common.header.Headers;
import io.tailrace.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Where an error happened.
 *
 * <p><b>Threads:</b> valid during the call of the handler.
 */
public interface ErrorHandlerContext {
    /** Topic of the input record in process; null in a punctuation. */
    @Nullable
    String topic();

    int partition();

    long offset();

    Headers headers();

    String processorNodeId();

    TaskId taskId();

    /** Timestamp of the input record in ms. */
    long timestamp();

    /** Key bytes of the input record, as they came. */
    byte @Nullable [] sourceRawKey();

    /** Value bytes of the input record, as they came. */
    byte @Nullable [] sourceRawValue();
}
