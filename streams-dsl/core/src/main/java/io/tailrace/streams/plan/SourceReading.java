package io.tailrace.streams.plan;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.streams.AutoOffsetReset;
import io.tailrace.streams.processor.TimestampExtractor;
import org.jspecify.annotations.Nullable;

/** How a source is read; null means the configured default. */
public record SourceReading(
        @Nullable Deserializer<?> keyDeserializer,
        @Nullable Deserializer<?> valueDeserializer,
        @Nullable TimestampExtractor timestampExtractor,
        @Nullable AutoOffsetReset offsetReset,
        @Nullable Long idleTimeoutMs) {}
