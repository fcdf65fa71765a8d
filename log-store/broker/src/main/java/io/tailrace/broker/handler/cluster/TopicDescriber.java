package io.tailrace.broker.handler.cluster;

import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.metadata.PartitionImage;
import io.tailrace.metadata.TopicImage;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.tailrace.protocol.message.MetadataResponse.MetadataResponseTopic;

/** Puts a topic of the metadata image into a Metadata response. */
final class TopicDescriber {

    private TopicDescriber() {}

    static MetadataResponseTopic describe(TopicImage topic) {
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
                            .setIsrNodes(partition.isr()));
        }
        return described;
    }

    static ErrorCode errorOf(PartitionImage partition) {
        return partition.leader() < 0 ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE;
    }
}
