package io.tailrace.streams.plan;

import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.kstream.WindowedSerializer;
import io.tailrace.streams.processor.StreamPartitioner;
import io.tailrace.streams.processor.TopicNameExtractor;
import io.tailrace.streams.topology.SinkSpec;
import io.tailrace.streams.topology.TopologyGraph;
import org.jspecify.annotations.Nullable;

/** Writes a stream to a topic. */
public final class SinkNode extends PlanNode {
    private final SinkTarget target;

    /**
     * Where and how to write.
     *
     * @param topic fixed topic, or null with an extractor
     */
    public record SinkTarget(
            @Nullable String topic,
            @Nullable TopicNameExtractor<?, ?> extractor,
            @Nullable Serializer<?> keySerializer,
            @Nullable Serializer<?> valueSerializer,
            @Nullable StreamPartitioner<?, ?> partitioner) {}

    public SinkNode(String name, SinkTarget target) {
        super(name);
        this.target = target;
    }

    @Override
    void writeTo(TopologyGraph graph) {
        StreamPartitioner<?, ?> partitioner = target.partitioner();
        if (partitioner == null && target.keySerializer() instanceof WindowedSerializer<?> windowed) {
            partitioner = new WindowedKeyPartitioner<>(windowed);
        }
        graph.addSink(new SinkSpec(
                name(),
                parentNames(),
                target.topic(),
                target.extractor(),
                target.keySerializer(),
                target.valueSerializer(),
                partitioner));
    }
}
