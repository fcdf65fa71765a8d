package io.tailrace.streams.runtime;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.UnknownStateStoreException;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.topology.CompiledTopology;
import io.tailrace.streams.topology.GlobalStoreSpec;
import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.Subtopology;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the tasks of an application are, as of the last assignment: its stores, its input partitions, its keys.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class ClusterView {
    private final CompiledTopology topology;
    private final ClusterTasks cluster;
    private final String ownEndpoint;

    ClusterView(CompiledTopology topology, ClusterTasks cluster, String ownEndpoint) {
        this.topology = topology;
        this.cluster = cluster;
        this.ownEndpoint = ownEndpoint;
    }

    /**
     * What an instance has.
     *
     * @param stores names, the global ones too
     * @param partitions input partitions of its tasks
     */
    public record Instance(String endpoint, Set<String> stores, Set<TopicPartition> partitions) {}

    /** Whether an assignment has been seen. */
    public boolean isKnown() {
        return !cluster.partitionCounts().isEmpty();
    }

    /** All instances that said where they can be reached. */
    public Map<String, Instance> instances() {
        Map<String, Instance> instances = new LinkedHashMap<>();
        cluster.byEndpoint().forEach((endpoint, tasks) -> {
            Set<String> stores = new TreeSet<>(globalStores());
            Set<TopicPartition> partitions = new HashSet<>();
            for (TaskId task : tasks) {
                Subtopology subtopology = topology.subtopology(task.subtopology());
                subtopology.stores().forEach(store -> stores.add(store.name()));
                subtopology.sourceTopics(cluster.partitionCounts().keySet()).forEach(topic -> {
                    if (task.partition() < cluster.partitionCounts().getOrDefault(topic, 0)) {
                        partitions.add(new TopicPartition(topic, task.partition()));
                    }
                });
            }
            instances.put(endpoint, new Instance(endpoint, stores, partitions));
        });
        return instances;
    }

    private Set<String> globalStores() {
        Set<String> names = new TreeSet<>();
        if (topology.globals() != null) {
            topology.globals().stores().stream().map(GlobalStoreSpec::name).forEach(names::add);
        }
        return names;
    }

    public boolean isGlobal(String store) {
        return globalStores().contains(store);
    }

    /** The endpoint of this instance, or empty. */
    public String ownEndpoint() {
        return ownEndpoint;
    }

    /**
     * How many partitions the store has; 0 if no assignment has been seen.
     *
     * @throws UnknownStateStoreException if the topology has no such store
     */
    public int partitionsOf(String store) {
        return sourceTopics(store).stream()
                .mapToInt(topic -> cluster.partitionCounts().getOrDefault(topic, 0))
                .max()
                .orElse(0);
    }

    /** The topics that feed the tasks that have the store. */
    public Set<String> sourceTopics(String store) {
        return subtopologyOf(store).sourceTopics(cluster.partitionCounts().keySet());
    }

    /** The endpoint of the instance that has that partition of the store; empty if it is not known. */
    public Optional<String> endpointOf(String store, int partition) {
        TaskId task = new TaskId(subtopologyOf(store).id(), partition);
        return cluster.byEndpoint().entrySet().stream()
                .filter(entry -> entry.getValue().contains(task))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Subtopology subtopologyOf(String store) {
        for (Subtopology subtopology : topology.subtopologies()) {
            for (StoreSpec spec : subtopology.stores()) {
                if (spec.name().equals(store)) {
                    return subtopology;
                }
            }
        }
        throw new UnknownStateStoreException(
                "Cannot get state store " + store + " because no such store is registered in the topology.");
    }
}
