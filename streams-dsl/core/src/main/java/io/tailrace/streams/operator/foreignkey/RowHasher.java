package io.tailrace.streams.operator.foreignkey;

import io.tailrace.common.header.Headers;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the serialised values of left rows.
 *
 * <p><b>Threads:</b> one per task; the task's thread.
 */
final class RowHasher<V> {
    private final PseudoTopics topics;
    private final Serializer<V> serializer;

    @SuppressWarnings("unchecked") // the configured default is what the user says his values are
    RowHasher(PseudoTopics topics, @Nullable Serde<V> serde, ProcessingContext context) {
        topics.useApplication(context.applicationId());
        this.topics = topics;
        this.serializer = (Serializer<V>) (serde == null ? context.valueSerde() : serde).serializer();
    }

    @Nullable
    ValueHash hash(@Nullable V value, Headers headers) {
        return value == null ? null : ValueHash.of(serializer.serialize(topics.values(), headers, value));
    }
}
