package io.tailrace.broker.handler.cluster;

import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.metadata.PartitionImage;
import io.tailrace.metadata.TopicImage;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.tailrace.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.List;

/**
 * What clients are told of topics: the metadata image, and which replicas of this server are in a directory that is offline. Such a partition
 * keeps its leader, so that who uses it hears the storage error itself.
 *
 * <p><b>Threads:</b> any; stateless.
 */
final class TopicDescriber {

    private final PartitionTable partitions;
    private final int nodeId;

    TopicDescriber(PartitionTable partitions, int nodeId) {
        this.partitions = partitions;
        this.nodeId = nodeId;
    }

    MetadataResponseTopic describe(TopicImage topic) {
        MetadataResponseTopic described = new MetadataResponseTopic()
                .setName(topic.name())
                .setTopicId(topic.id())
                .setIsInternal(TopicCreator.isInternal(topic.name()));
        for (int index = 0; index < topic.partitions().size(); index++) {
            PartitionImage partition = topic.partitions().get(index);
            described
                    .partitions()
                    .add(new MetadataResponsePartition()
                            .setErrorCode(errorOf(partition).code())
                            .setPartitionIndex(index)
                            .setLeaderId(partition.leader())
                            .setLeaderEpoch(partition.leaderEpoch())
                            .setReplicaNodes(partition.replicas())
                            .setIsrNodes(partition.isr())
                            .setOfflineReplicas(offlineReplicas(topic.name(), index)));
        }
        return described;
    }

    List<Integer> offlineReplicas(String topic, int index) {
        Partition served = partitions.find(topic, index);
        return served != null && served.isOffline() ? List.of(nodeId) : List.of();
    }

    static ErrorCode errorOf(PartitionImage partition) {
        return partition.leader() < 0 ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE;
    }
}
