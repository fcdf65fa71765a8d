package io.tailrace.clients.core;

import io.tailrace.common.Cluster;
import io.tailrace.common.Node;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of the cluster, as of one answer of a broker.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class ClusterSnapshot {

    /** What an answer says of one topic. */
    record TopicView(
            String name,
            Uuid id,
            boolean isInternal,
            @Nullable ErrorCode error,
            List<PartitionView> partitions) {

        @Nullable
        PartitionView partition(int index) {
            // Partitions are numbered from 0 without gaps, and kept in that order.
            return index >= 0 && index < partitions.size() ? partitions.get(index) : null;
        }
    }

    static final ClusterSnapshot EMPTY = new ClusterSnapshot(0, null, Map.of(), PartitionView.NO_LEADER, Map.of());

    private final long version;
    private final @Nullable String clusterId;
    private final Map<Integer, Node> nodes;
    private final int controllerId;
    private final Map<String, TopicView> topics;
    private final Map<Uuid, String> names = new HashMap<>();
    private @Nullable Cluster cluster;

    ClusterSnapshot(
            long version,
            @Nullable String clusterId,
            Map<Integer, Node> nodes,
            int controllerId,
            Map<String, TopicView> topics) {
        this.version = version;
        this.clusterId = clusterId;
        this.nodes = Collections.unmodifiableMap(nodes);
        this.controllerId = controllerId;
        this.topics = Collections.unmodifiableMap(topics);
        topics.values().forEach(topic -> {
            if (!topic.id().equals(Uuid.ZERO_UUID)) {
                names.put(topic.id(), topic.name());
            }
        });
    }

    /** Counts the snapshots of a client; 0 before the first answer. */
    public long version() {
        return version;
    }

    public @Nullable String clusterId() {
        return clusterId;
    }

    public Collection<Node> nodes() {
        return nodes.values();
    }

    public @Nullable Node node(int id) {
        return nodes.get(id);
    }

    public @Nullable Node controller() {
        return nodes.get(controllerId);
    }

    /** Every topic the answer spoke of, those with an error too. */
    public Set<String> topics() {
        return topics.keySet();
    }

    /** Whether the topic exists, as far as is known. */
    public boolean contains(String topic) {
        TopicView view = topics.get(topic);
        return view != null && !view.partitions().isEmpty();
    }

    /** 0 if the topic is not known. */
    public int partitionCount(String topic) {
        TopicView view = topics.get(topic);
        return view == null ? 0 : view.partitions().size();
    }

    public @Nullable PartitionView partition(TopicPartition partition) {
        TopicView view = topics.get(partition.topic());
        return view == null ? null : view.partition(partition.partition());
    }

    /** In the order of their numbers; empty if the topic is not known. */
    public List<PartitionView> partitions(String topic) {
        TopicView view = topics.get(topic);
        return view == null ? List.of() : view.partitions();
    }

    /** {@link Uuid#ZERO_UUID} if it is not known. */
    public Uuid topicId(String topic) {
        TopicView view = topics.get(topic);
        return view == null ? Uuid.ZERO_UUID : view.id();
    }

    public @Nullable String topicName(Uuid id) {
        return names.get(id);
    }

    /** What the broker said is wrong with the topic, null if nothing is, or if it said nothing. */
    public @Nullable ErrorCode error(String topic) {
        TopicView view = topics.get(topic);
        return view == null ? null : view.error();
    }

    public boolean isInternal(String topic) {
        TopicView view = topics.get(topic);
        return view != null && view.isInternal();
    }

    Map<String, TopicView> views() {
        return topics;
    }

    /** A copy with another leader of one partition, and perhaps new nodes. */
    ClusterSnapshot withLeader(TopicPartition partition, int leaderId, int leaderEpoch, Collection<Node> endpoints) {
        TopicView topic = Objects.requireNonNull(topics.get(partition.topic()));
        List<PartitionView> partitions = new ArrayList<>(topic.partitions());
        partitions.set(
                partition.partition(), partitions.get(partition.partition()).withLeader(leaderId, leaderEpoch));
        Map<String, TopicView> changed = new HashMap<>(topics);
        changed.put(
                topic.name(),
                new TopicView(topic.name(), topic.id(), topic.isInternal(), topic.error(), List.copyOf(partitions)));
        Map<Integer, Node> known = new HashMap<>(nodes);
        endpoints.forEach(node -> known.put(node.id(), node));
        return new ClusterSnapshot(version + 1, clusterId, known, controllerId, changed);
    }

    /** The same in Kafka's public type. Made once, when first asked for. */
    public Cluster toCluster() {
        synchronized (names) {
            if (cluster == null) {
                cluster = makeCluster();
            }
            return cluster;
        }
    }

    private Cluster makeCluster() {
        List<PartitionInfo> partitions = new ArrayList<>();
        Set<String> unauthorized = new HashSet<>();
        Set<String> invalid = new HashSet<>();
        Set<String> internal = new HashSet<>();
        Map<String, Uuid> ids = new HashMap<>();
        for (TopicView topic : topics.values()) {
            topic.partitions().forEach(view -> partitions.add(info(view)));
            if (topic.error() == ErrorCode.TOPIC_AUTHORIZATION_FAILED) {
                unauthorized.add(topic.name());
            } else if (topic.error() == ErrorCode.INVALID_TOPIC_EXCEPTION) {
                invalid.add(topic.name());
            }
            if (topic.isInternal()) {
                internal.add(topic.name());
            }
            if (!topic.id().equals(Uuid.ZERO_UUID)) {
                ids.put(topic.name(), topic.id());
            }
        }
        return new Cluster(clusterId, nodes.values(), partitions, unauthorized, invalid, internal, controller(), ids);
    }

    /** The partition in Kafka's public type. */
    public PartitionInfo info(PartitionView view) {
        return new PartitionInfo(
                view.partition().topic(),
                view.partition().partition(),
                nodes.get(view.leaderId()),
                nodesOf(view.replicas()),
                nodesOf(view.isr()),
                nodesOf(view.offline()));
    }

    private Node[] nodesOf(List<Integer> ids) {
        return ids.stream()
                .map(id -> nodes.getOrDefault(id, new Node(id, "", -1)))
                .toArray(Node[]::new);
    }
}
