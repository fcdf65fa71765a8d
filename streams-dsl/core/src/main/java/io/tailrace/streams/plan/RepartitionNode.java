package io.tailrace.streams.plan;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.Predicate;
import io.tailrace.streams.operator.StreamFilter;
import io.tailrace.streams.processor.FailOnInvalidTimestamp;
import io.tailrace.streams.processor.StreamPartitioner;
import io.tailrace.streams.topology.SinkSpec;
import io.tailrace.streams.topology.SourceSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a stream through an internal topic, so that records of one key meet in one task. */
public final class RepartitionNode extends PlanNode {
    private final Repartition repartition;
    private final @Nullable String filterName;
    private final boolean mayMerge;
    private boolean keepNullKeys;

    /**
     * The topic and the two ends of it.
     *
     * @param topic name without the application's prefix
     */
    public record Repartition(
            String topic,
            String sinkName,
            String sourceName,
            Optional<Integer> partitions,
            @Nullable Serde<?> keySerde,
            @Nullable Serde<?> valueSerde,
            @Nullable StreamPartitioner<?, ?> partitioner) {}

    /** @param filterName name of the processor before the sink that drops records without key, or null for none */
    public RepartitionNode(Repartition repartition, @Nullable String filterName) {
        this(repartition, filterName, false);
    }

    /** @param mayMerge whether one topic may take the place of this and others; not for those that the application asked for */
    public RepartitionNode(Repartition repartition, @Nullable String filterName, boolean mayMerge) {
        super(repartition.sourceName());
        this.repartition = repartition;
        this.filterName = filterName;
        this.mayMerge = mayMerge;
    }

    /** One that takes the place of others. Generated names are used up, as the numbers of names that follow depend on it. */
    static RepartitionNode merged(Plan plan, String topic, @Nullable Serde<?> keySerde, @Nullable Serde<?> valueSerde) {
        plan.newProcessorName("KSTREAM-SINK-");
        plan.newProcessorName("KSTREAM-FILTER-");
        plan.newProcessorName("KSTREAM-SOURCE-");
        Repartition repartition = new Repartition(
                topic, topic + "-sink", topic + "-source", Optional.empty(), keySerde, valueSerde, null);
        return new RepartitionNode(repartition, topic + "-filter", true);
    }

    boolean mayMerge() {
        return mayMerge;
    }

    String topic() {
        return repartition.topic();
    }

    @Nullable
    Serde<?> keySerde() {
        return repartition.keySerde();
    }

    @Nullable
    Serde<?> valueSerde() {
        return repartition.valueSerde();
    }

    void keepNullKeys(boolean keep) {
        keepNullKeys = keep;
    }

    @Override
    void writeTo(TopologyGraph graph) {
        graph.addInternalTopic(repartition.topic(), repartition.partitions());
        List<String> parents = parentNames();
        if (filterName != null) {
            Predicate<Object, Object> passes = keepNullKeys ? (key, value) -> true : (key, value) -> key != null;
            graph.addProcessor(filterName, new StreamFilter<>(passes, false), parents);
            parents = List.of(filterName);
        }
        Serde<?> key = repartition.keySerde();
        Serde<?> value = repartition.valueSerde();
        graph.addSink(new SinkSpec(
                repartition.sinkName(),
                parents,
                repartition.topic(),
                null,
                key == null ? null : key.serializer(),
                value == null ? null : value.serializer(),
                repartition.partitioner()));
        graph.addSource(new SourceSpec(
                repartition.sourceName(),
                List.of(repartition.topic()),
                null,
                null,
                new FailOnInvalidTimestamp(),
                key == null ? null : key.deserializer(),
                value == null ? null : value.deserializer()));
    }
}
