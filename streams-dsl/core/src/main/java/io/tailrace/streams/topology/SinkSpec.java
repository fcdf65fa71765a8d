package io.tailrace.streams.topology;

import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.processor.StreamPartitioner;
import io.tailrace.streams.processor.TopicNameExtractor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink node.
 *
 * @param topic the fixed topic, or null with an extractor
 */
public record SinkSpec(
        String name,
        List<String> predecessors,
        @Nullable String topic,
        @Nullable TopicNameExtractor<?, ?> extractor,
        @Nullable Serializer<?> keySerializer,
        @Nullable Serializer<?> valueSerializer,
        @Nullable StreamPartitioner<?, ?> partitioner)
        implements NodeSpec {}
