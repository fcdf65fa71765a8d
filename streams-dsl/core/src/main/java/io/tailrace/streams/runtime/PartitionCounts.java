package io.tailrace.streams.runtime;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.MissingSourceTopicException;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.topology.CompiledTopology;
import io.tailrace.streams.topology.InternalTopic;
import io.tailrace.streams.topology.Subtopology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works out how many partitions internal topics need and which tasks there are: a repartition topic has as many partitions as the widest
 * topic that flows into it, co-partitioned topics have equally many, a sub-topology has a task per partition of its widest topic.
 *
 * <p><b>Threads:</b> confined to one call.
 */
final class PartitionCounts {
    private final CompiledTopology topology;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, InternalTopic> repartitions = new TreeMap<>();
    private final Collection<String> existingTopics;

    private PartitionCounts(CompiledTopology topology, Collection<String> existingTopics) {
        this.topology = topology;
        this.existingTopics = existingTopics;
        topology.subtopologies().forEach(s -> repartitions.putAll(s.repartitionTopics()));
    }

    /**
     * @param existing partition count of a topic that exists, or null
     * @throws MissingSourceTopicException if a source topic does not exist
     * @throws TopologyException if co-partitioned topics differ
     */
    static PartitionCounts of(
            CompiledTopology topology,
            Collection<String> existingTopics,
            Function<String, @Nullable Integer> existing) {
        PartitionCounts result = new PartitionCounts(topology, existingTopics);
        result.readSources(existing);
        result.solve();
        result.checkCopartition();
        return result;
    }

    private void readSources(Function<String, @Nullable Integer> existing) {
        Set<String> missing = new TreeSet<>();
        for (Subtopology subtopology : topology.subtopologies()) {
            for (String topic : subtopology.sourceTopics(existingTopics)) {
                InternalTopic repartition = repartitions.get(topic);
                Integer count = existing.apply(topic);
                if (repartition != null) {
                    repartition.partitions().ifPresent(fixed -> counts.put(topic, fixed));
                } else if (count == null) {
                    missing.add(topic);
                } else {
                    counts.put(topic, count);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingSourceTopicException("Expected the source topics to exist, missing: " + missing);
        }
    }

    /** A foreign-key join sends records round: then a topic is as wide as what is known of the topics that flow into it. */
    private void solve() {
        Set<String> open = new TreeSet<>(repartitions.keySet());
        open.removeAll(counts.keySet());
        while (!open.isEmpty()) {
            if (!widen(open, true) && !widen(open, false)) {
                throw new TopologyException(
                        "The partition counts of these repartition topics depend on each other: " + open);
            }
        }
        for (Set<String> group : topology.copartitionGroups()) {
            alignInternal(group);
        }
    }

    /** Gives the first topic of {@code open} a count whose inputs are known, all or at least one. Returns whether there was one. */
    private boolean widen(Set<String> open, boolean allKnown) {
        for (Iterator<String> it = open.iterator(); it.hasNext(); ) {
            String topic = it.next();
            List<String> inputs = inputsOfWriters(topic);
            if (!allKnown || counts.keySet().containsAll(inputs)) {
                int widest = inputs.stream()
                        .mapToInt(input -> counts.getOrDefault(input, 0))
                        .max()
                        .orElse(0);
                if (widest > 0) {
                    counts.put(topic, widest);
                    it.remove();
                    return true;
                }
            }
        }
        return false;
    }

    private List<String> inputsOfWriters(String topic) {
        List<String> inputs = new ArrayList<>();
        for (Subtopology writer : topology.subtopologies()) {
            if (writer.sinkTopics().contains(topic)) {
                inputs.addAll(writer.sourceTopics(existingTopics));
            }
        }
        return inputs;
    }

    /** Repartition topics whose count is open follow the others of their group. */
    private void alignInternal(Set<String> group) {
        int target = 0;
        for (String topic : group) {
            if (!isOpen(topic)) {
                target = counts.get(topic);
            }
        }
        if (target == 0) {
            target = group.stream().mapToInt(counts::get).max().orElse(0);
        }
        for (String topic : group) {
            if (isOpen(topic)) {
                counts.put(topic, target);
            }
        }
    }

    private boolean isOpen(String topic) {
        InternalTopic repartition = repartitions.get(topic);
        return repartition != null && repartition.partitions().isEmpty();
    }

    private void checkCopartition() {
        for (Set<String> group : topology.copartitionGroups()) {
            Map<String, Integer> found = new TreeMap<>();
            group.forEach(topic -> found.put(topic, counts.get(topic)));
            if (new HashSet<>(found.values()).size() > 1) {
                throw new TopologyException("Topics not co-partitioned: " + found
                        + ". They are joined by key and need the same number of partitions.");
            }
        }
    }

    /** Topics to make with their partition counts: repartition topics and changelogs. */
    Map<InternalTopic, Integer> internalTopics() {
        Map<InternalTopic, Integer> internal = new LinkedHashMap<>();
        repartitions.forEach((name, topic) -> internal.put(topic, counts.get(name)));
        for (Subtopology subtopology : topology.subtopologies()) {
            subtopology.changelogs().values().forEach(changelog -> internal.put(changelog, tasks(subtopology)));
        }
        return internal;
    }

    /** The input partitions of each task. */
    Map<TaskId, Set<TopicPartition>> tasks() {
        Map<TaskId, Set<TopicPartition>> tasks = new TreeMap<>();
        for (Subtopology subtopology : topology.subtopologies()) {
            for (String topic : subtopology.sourceTopics(existingTopics)) {
                for (int partition = 0; partition < counts.get(topic); partition++) {
                    tasks.computeIfAbsent(new TaskId(subtopology.id(), partition), task -> new LinkedHashSet<>())
                            .add(new TopicPartition(topic, partition));
                }
            }
        }
        return tasks;
    }

    private int tasks(Subtopology subtopology) {
        return subtopology.sourceTopics(existingTopics).stream()
                .mapToInt(counts::get)
                .max()
                .orElse(0);
    }
}
