package io.tailrace.broker.handler.cluster;

import io.tailrace.broker.cluster.AuthorizedOperations;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.broker.topic.TopicNames;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.PartitionImage;
import io.tailrace.metadata.TopicImage;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DescribeTopicPartitionsRequest;
import io.tailrace.protocol.message.DescribeTopicPartitionsResponse;
import io.tailrace.protocol.message.DescribeTopicPartitionsResponse.Cursor;
import io.tailrace.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import io.tailrace.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * DescribeTopicPartitions: topics page by page, in the order of their names (KIP-966).
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DescribeTopicPartitionsHandler implements RequestHandler<DescribeTopicPartitionsRequest> {

    private static final int MAX_PARTITIONS = 2000;

    private final MetadataQuorum quorum;
    private final TopicDescriber describer;

    public DescribeTopicPartitionsHandler(MetadataQuorum quorum, PartitionTable partitions, int nodeId) {
        this.quorum = quorum;
        this.describer = new TopicDescriber(partitions, nodeId);
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DescribeTopicPartitionsRequest request, short version) {
        MetadataImage image = quorum.image();
        TreeSet<String> names = new TreeSet<>();
        request.topics().forEach(topic -> names.add(topic.name()));
        if (names.isEmpty()) {
            image.topics().forEach(topic -> names.add(topic.name()));
        }
        String startTopic = request.cursor() == null ? "" : request.cursor().topicName();
        int startPartition =
                request.cursor() == null ? 0 : Math.max(0, request.cursor().partitionIndex());
        int left = Math.max(1, Math.min(MAX_PARTITIONS, request.responsePartitionLimit()));
        DescribeTopicPartitionsResponse response = new DescribeTopicPartitionsResponse();
        for (String name : names.tailSet(startTopic)) {
            if (left <= 0) {
                return CompletableFuture.completedFuture(response.setNextCursor(cursor(name, 0)));
            }
            TopicImage topic = image.topic(name);
            if (topic == null) {
                response.topics().add(unknown(name));
                continue;
            }
            int first = name.equals(startTopic) ? startPartition : 0;
            int end = Math.min(topic.partitions().size(), first + left);
            response.topics().add(describe(topic, first, end));
            left -= Math.max(0, end - first);
            if (end < topic.partitions().size()) {
                return CompletableFuture.completedFuture(response.setNextCursor(cursor(name, end)));
            }
        }
        return CompletableFuture.completedFuture(response);
    }

    private static Cursor cursor(String topic, int partition) {
        return new Cursor().setTopicName(topic).setPartitionIndex(partition);
    }

    private static DescribeTopicPartitionsResponseTopic unknown(String name) {
        ErrorCode error = TopicNames.problem(name) == null
                ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                : ErrorCode.INVALID_TOPIC_EXCEPTION;
        return new DescribeTopicPartitionsResponseTopic()
                .setErrorCode(error.code())
                .setName(name)
                .setIsInternal(TopicCreator.isInternal(name));
    }

    private DescribeTopicPartitionsResponseTopic describe(TopicImage topic, int first, int end) {
        DescribeTopicPartitionsResponseTopic described = new DescribeTopicPartitionsResponseTopic()
                .setName(topic.name())
                .setTopicId(topic.id())
                .setIsInternal(TopicCreator.isInternal(topic.name()))
                .setTopicAuthorizedOperations(AuthorizedOperations.TOPIC);
        for (int index = first; index < end; index++) {
            PartitionImage partition = topic.partitions().get(index);
            described
                    .partitions()
                    .add(new DescribeTopicPartitionsResponsePartition()
                            .setErrorCode(TopicDescriber.errorOf(partition).code())
                            .setPartitionIndex(index)
                            .setLeaderId(partition.leader())
                            .setLeaderEpoch(partition.leaderEpoch())
                            .setReplicaNodes(partition.replicas())
                            .setIsrNodes(partition.isr())
                            .setOfflineReplicas(describer.offlineReplicas(topic.name(), index))
                            .setEligibleLeaderReplicas(List.of())
                            .setLastKnownElr(List.of()));
        }
        return described;
    }
}
