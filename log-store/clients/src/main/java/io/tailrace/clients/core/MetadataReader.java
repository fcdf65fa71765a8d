package io.tailrace.clients.core;

import io.tailrace.clients.core.ClusterSnapshot.TopicView;
import io.tailrace.common.Node;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.MetadataResponse;
import io.tailrace.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.tailrace.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an answer into the next snapshot. A broker may lag behind what this client has learnt elsewhere: a partition
 * whose leader epoch is older than the one known keeps its known state, unless the topic was created anew (KIP-320).
 *
 * <p><b>Threads:</b> stateless.
 */
final class MetadataReader {

    private MetadataReader() {}

    static ClusterSnapshot read(MetadataResponse response, ClusterSnapshot before) {
        Map<Integer, Node> nodes = new HashMap<>();
        response.brokers()
                .forEach(broker -> nodes.put(
                        broker.nodeId(), new Node(broker.nodeId(), broker.host(), broker.port(), broker.rack())));
        Map<String, TopicView> topics = new HashMap<>();
        for (MetadataResponseTopic topic : response.topics()) {
            if (topic.name() != null) {
                topics.put(topic.name(), view(topic, topic.name(), before));
            }
        }
        return new ClusterSnapshot(before.version() + 1, response.clusterId(), nodes, response.controllerId(), topics);
    }

    private static TopicView view(MetadataResponseTopic topic, String name, ClusterSnapshot before) {
        Uuid id = Uuid.of(topic.topicId());
        boolean sameTopic = before.topicId(name).equals(id);
        List<MetadataResponsePartition> entries = new ArrayList<>(topic.partitions());
        entries.sort(Comparator.comparingInt(MetadataResponsePartition::partitionIndex));
        List<PartitionView> partitions = new ArrayList<>();
        for (MetadataResponsePartition entry : entries) {
            if (entry.partitionIndex() != partitions.size()) {
                break; // a gap: what follows cannot be addressed until the broker knows the rest
            }
            TopicPartition partition = new TopicPartition(name, entry.partitionIndex());
            PartitionView known = sameTopic ? before.partition(partition) : null;
            partitions.add(isStale(entry, known) ? known : view(entry, partition));
        }
        return new TopicView(name, id, topic.isInternal(), error(topic.errorCode()), List.copyOf(partitions));
    }

    private static boolean isStale(MetadataResponsePartition entry, @Nullable PartitionView known) {
        return known != null && entry.leaderEpoch() >= 0 && entry.leaderEpoch() < known.leaderEpoch();
    }

    private static PartitionView view(MetadataResponsePartition entry, TopicPartition partition) {
        return new PartitionView(
                partition,
                entry.leaderId(),
                entry.leaderEpoch(),
                entry.replicaNodes(),
                entry.isrNodes(),
                entry.offlineReplicas(),
                error(entry.errorCode()));
    }

    private static @Nullable ErrorCode error(short code) {
        return code == 0 ? null : ErrorCode.forCode(code);
    }
}
