package io.tailrace.streams.topology;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.streams.AutoOffsetReset;
import io.tailrace.streams.processor.TimestampExtractor;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A source node: topics or a pattern, and how to read them.
 *
 * @param idleTimeoutMs of its partitions, or null for the configured one
 * @param topics topics without the application prefix of internal ones; empty with a pattern
 */
public record SourceSpec(
        String name,
        List<String> topics,
        @Nullable Pattern pattern,
        @Nullable AutoOffsetReset offsetReset,
        @Nullable TimestampExtractor timestampExtractor,
        @Nullable Deserializer<?> keyDeserializer,
        @Nullable Deserializer<?> valueDeserializer,
        @Nullable Long idleTimeoutMs)
        implements NodeSpec {
    /** A source with the configured idle time-out. */
    public SourceSpec(
            String name,
            List<String> topics,
            @Nullable Pattern pattern,
            @Nullable AutoOffsetReset offsetReset,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable Deserializer<?> keyDeserializer,
            @Nullable Deserializer<?> valueDeserializer) {
        this(name, topics, pattern, offsetReset, timestampExtractor, keyDeserializer, valueDeserializer, null);
    }

    @Override
    public List<String> predecessors() {
        return List.of();
    }
}
