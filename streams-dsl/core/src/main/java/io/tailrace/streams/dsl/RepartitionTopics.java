package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.RepartitionNode;
import io.tailrace.streams.processor.StreamPartitioner;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and makes repartition nodes. */
final class RepartitionTopics {
    static final String SUFFIX = "-repartition";
    private static final Pattern GENERATED = Pattern.compile("KSTREAM.*-[0-9]{10}");

    private RepartitionTopics() {}

    /**
     * A repartition that an operation needs, which may be merged with others.
     *
     * @param prefix name of the topic, with or without suffix
     * @param isNamed whether the application gave that name
     */
    static RepartitionNode implicit(
            Plan plan, String prefix, boolean isNamed, @Nullable Serde<?> key, @Nullable Serde<?> value) {
        return node(plan, prefix, isNamed, true, key, value, Optional.empty(), null);
    }

    /** A repartition that the application asked for. */
    static RepartitionNode explicit(
            Plan plan,
            String prefix,
            boolean isNamed,
            @Nullable Serde<?> key,
            @Nullable Serde<?> value,
            Optional<Integer> partitions,
            @Nullable StreamPartitioner<?, ?> partitioner) {
        return node(plan, prefix, isNamed, false, key, value, partitions, partitioner);
    }

    private static RepartitionNode node(
            Plan plan,
            String prefix,
            boolean isNamed,
            boolean mayMerge,
            @Nullable Serde<?> key,
            @Nullable Serde<?> value,
            Optional<Integer> partitions,
            @Nullable StreamPartitioner<?, ?> partitioner) {
        String topic = prefix.endsWith(SUFFIX) ? prefix : prefix + SUFFIX;
        if (!isNamed) {
            plan.implicitNames().repartition(topic);
        }
        String sink = plan.newProcessorName(StreamImpl.SINK);
        String filter = plan.newProcessorName(StreamImpl.FILTER);
        String source = plan.newProcessorName(StreamImpl.SOURCE);
        if (!GENERATED.matcher(prefix).matches()) {
            sink = topic + "-sink";
            filter = topic + "-filter";
            source = topic + "-source";
        }
        return new RepartitionNode(
                new RepartitionNode.Repartition(topic, sink, source, partitions, key, value, partitioner),
                filter,
                mayMerge);
    }
}
