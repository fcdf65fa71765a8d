package io.tailrace.streams.processor;

import io.tailrace.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Where a record in process came from, when it happened and what travels with it. */
public interface RecordContext {

    /** The topic it was read from; null when it was not read from a topic (a punctuation made it). */
    @Nullable
    String topic();

    /** The partition it was read from; -1 when there is none. */
    int partition();

    /** Its offset in that partition; -1 when there is none. */
    long offset();

    /** Its event time in milliseconds since 1970-01-01T00:00:00Z. */
    long timestamp();

    /** Its headers. */
    Headers headers();

    /** The serialized key as it was read, where it was kept. */
    default byte @Nullable [] sourceRawKey() {
        return null;
    }

    /** The serialized value as it was read, where it was kept. */
    default byte @Nullable [] sourceRawValue() {
        return null;
    }
}
