package io.tailrace.common;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of a cluster at one moment: nodes, topics, and who leads which partition. Custom partitioners
 * get one.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Cluster {

    private final boolean bootstrapConfigured;
    private final List<Node> nodes;
    private final Map<Integer, Node> nodesById = new HashMap<>();
    private final Map<TopicPartition, PartitionInfo> partitions = new HashMap<>();
    private final Map<String, List<PartitionInfo>> partitionsByTopic = new HashMap<>();
    private final Map<String, List<PartitionInfo>> availableByTopic = new HashMap<>();
    private final Set<String> unauthorizedTopics;
    private final Set<String> invalidTopics;
    private final Set<String> internalTopics;
    private final @Nullable Node controller;
    private final ClusterResource clusterResource;
    private final Map<String, Uuid> topicIds;
    private final Map<Uuid, String> topicNames = new HashMap<>();

    public Cluster(
            @Nullable String clusterId,
            Collection<Node> nodes,
            Collection<PartitionInfo> partitions,
            Set<String> unauthorizedTopics,
            Set<String> internalTopics) {
        this(clusterId, nodes, partitions, unauthorizedTopics, internalTopics, null);
    }

    public Cluster(
            @Nullable String clusterId,
            Collection<Node> nodes,
            Collection<PartitionInfo> partitions,
            Set<String> unauthorizedTopics,
            Set<String> internalTopics,
            @Nullable Node controller) {
        this(clusterId, nodes, partitions, unauthorizedTopics, Set.of(), internalTopics, controller);
    }

    public Cluster(
            @Nullable String clusterId,
            Collection<Node> nodes,
            Collection<PartitionInfo> partitions,
            Set<String> unauthorizedTopics,
            Set<String> invalidTopics,
            Set<String> internalTopics,
            @Nullable Node controller) {
        this(clusterId, nodes, partitions, unauthorizedTopics, invalidTopics, internalTopics, controller, Map.of());
    }

    public Cluster(
            @Nullable String clusterId,
            Collection<Node> nodes,
            Collection<PartitionInfo> partitions,
            Set<String> unauthorizedTopics,
            Set<String> invalidTopics,
            Set<String> internalTopics,
            @Nullable Node controller,
            Map<String, Uuid> topicIds) {
        this(
                new ClusterResource(clusterId),
                false,
                nodes,
                partitions,
                unauthorizedTopics,
                invalidTopics,
                internalTopics,
                controller,
                topicIds);
    }

    private Cluster(
            ClusterResource clusterResource,
            boolean bootstrapConfigured,
            Collection<Node> nodes,
            Collection<PartitionInfo> partitions,
            Set<String> unauthorizedTopics,
            Set<String> invalidTopics,
            Set<String> internalTopics,
            @Nullable Node controller,
            Map<String, Uuid> topicIds) {
        this.clusterResource = clusterResource;
        this.bootstrapConfigured = bootstrapConfigured;
        this.nodes = List.copyOf(nodes);
        this.unauthorizedTopics = Set.copyOf(unauthorizedTopics);
        this.invalidTopics = Set.copyOf(invalidTopics);
        this.internalTopics = Set.copyOf(internalTopics);
        this.controller = controller;
        this.topicIds = Map.copyOf(topicIds);
        topicIds.forEach((name, id) -> topicNames.put(id, name));
        nodes.forEach(node -> nodesById.put(node.id(), node));
        partitions.forEach(this::index);
    }

    private void index(PartitionInfo partition) {
        String topic = partition.topic();
        partitions.put(new TopicPartition(topic, partition.partition()), partition);
        partitionsByTopic.computeIfAbsent(topic, t -> new ArrayList<>()).add(partition);
        List<PartitionInfo> available = availableByTopic.computeIfAbsent(topic, t -> new ArrayList<>());
        if (partition.leader() != null) {
            available.add(partition);
        }
    }

    /** A cluster of which nothing is known. */
    public static Cluster empty() {
        return new Cluster(null, List.of(), List.of(), Set.of(), Set.of());
    }

    /** A cluster of which only addresses are known; its nodes get negative ids. */
    public static Cluster bootstrap(List<InetSocketAddress> addresses) {
        List<Node> nodes = new ArrayList<>();
        for (InetSocketAddress address : addresses) {
            nodes.add(new Node(-1 - nodes.size(), address.getHostString(), address.getPort()));
        }
        return new Cluster(
                new ClusterResource(null), true, nodes, List.of(), Set.of(), Set.of(), Set.of(), null, Map.of());
    }

    /** A copy with some partitions added or replaced. */
    public Cluster withPartitions(Map<TopicPartition, PartitionInfo> replacements) {
        Map<TopicPartition, PartitionInfo> merged = new HashMap<>(partitions);
        merged.putAll(replacements);
        return new Cluster(
                clusterResource,
                false,
                nodes,
                merged.values(),
                unauthorizedTopics,
                invalidTopics,
                internalTopics,
                controller,
                topicIds);
    }

    public List<Node> nodes() {
        return nodes;
    }

    public @Nullable Node nodeById(int id) {
        return nodesById.get(id);
    }

    /** The node, if its copy of the partition is not offline. */
    public Optional<Node> nodeIfOnline(TopicPartition partition, int id) {
        Node node = nodeById(id);
        PartitionInfo info = partition(partition);
        if (node == null || info == null) {
            return Optional.empty();
        }
        return List.of(info.replicas()).contains(node)
                        && !List.of(info.offlineReplicas()).contains(node)
                ? Optional.of(node)
                : Optional.empty();
    }

    public @Nullable Node leaderFor(TopicPartition topicPartition) {
        PartitionInfo info = partitions.get(topicPartition);
        return info == null ? null : info.leader();
    }

    public @Nullable PartitionInfo partition(TopicPartition topicPartition) {
        return partitions.get(topicPartition);
    }

    public List<PartitionInfo> partitionsForTopic(String topic) {
        return view(partitionsByTopic.get(topic));
    }

    /** How many partitions the topic has, null if it is not known. */
    public @Nullable Integer partitionCountForTopic(String topic) {
        List<PartitionInfo> known = partitionsByTopic.get(topic);
        return known == null ? null : known.size();
    }

    /** The partitions that have a leader. */
    public List<PartitionInfo> availablePartitionsForTopic(String topic) {
        return view(availableByTopic.get(topic));
    }

    private static List<PartitionInfo> view(@Nullable List<PartitionInfo> partitions) {
        return partitions == null ? List.of() : Collections.unmodifiableList(partitions);
    }

    /** The partitions that a node leads. */
    public List<PartitionInfo> partitionsForNode(int nodeId) {
        return partitions.values().stream()
                .filter(info -> {
                    Node leader = info.leader();
                    return leader != null && leader.id() == nodeId;
                })
                .toList();
    }

    public Set<String> topics() {
        return Collections.unmodifiableSet(partitionsByTopic.keySet());
    }

    public Set<String> unauthorizedTopics() {
        return unauthorizedTopics;
    }

    public Set<String> invalidTopics() {
        return invalidTopics;
    }

    public Set<String> internalTopics() {
        return internalTopics;
    }

    /** Whether only addresses are known. */
    public boolean isBootstrapConfigured() {
        return bootstrapConfigured;
    }

    public ClusterResource clusterResource() {
        return clusterResource;
    }

    public @Nullable Node controller() {
        return controller;
    }

    public Collection<Uuid> topicIds() {
        return topicIds.values();
    }

    /** The topic's id, {@link Uuid#ZERO_UUID} if it is not known. */
    public Uuid topicId(String topic) {
        return topicIds.getOrDefault(topic, Uuid.ZERO_UUID);
    }

    public @Nullable String topicName(Uuid topicId) {
        return topicNames.get(topicId);
    }

    @Override
    public String toString() {
        return "Cluster(id = " + clusterResource.clusterId() + ", nodes = " + nodes + ", partitions = "
                + partitions.values() + ", controller = " + controller + ")";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cluster that
                && bootstrapConfigured == that.bootstrapConfigured
                && new HashSet<>(nodes).equals(new HashSet<>(that.nodes))
                && partitions.equals(that.partitions)
                && unauthorizedTopics.equals(that.unauthorizedTopics)
                && invalidTopics.equals(that.invalidTopics)
                && internalTopics.equals(that.internalTopics)
                && Objects.equals(controller, that.controller)
                && clusterResource.equals(that.clusterResource)
                && topicIds.equals(that.topicIds);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clusterResource, new HashSet<>(nodes), partitions, topicIds);
    }
}
