package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.TopicImage;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.tailrace.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.tailrace.protocol.message.OffsetCommitResponse;
import io.tailrace.protocol.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import io.tailrace.protocol.message.OffsetCommitResponse.OffsetCommitResponseTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * OffsetCommit. Partitions that do not exist are refused here; the coordinator gets the others, with the names of topics that the client
 * named by id.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class OffsetCommitHandler implements RequestHandler<OffsetCommitRequest> {

    private static final short TOPIC_IDS_SINCE = 10;

    private final GroupCoordinators groups;
    private final MetadataQuorum quorum;

    public OffsetCommitHandler(GroupCoordinators groups, MetadataQuorum quorum) {
        this.groups = groups;
        this.quorum = quorum;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, OffsetCommitRequest request, short version) {
        List<OffsetCommitResponseTopic> refused = new ArrayList<>();
        List<OffsetCommitRequestTopic> accepted = new ArrayList<>();
        MetadataImage image = quorum.image();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            boolean byId = version >= TOPIC_IDS_SINCE;
            sort(topic, byId ? image.topic(topic.topicId()) : image.topic(topic.name()), byId, accepted, refused);
        }
        if (accepted.isEmpty() && !refused.isEmpty()) {
            return CompletableFuture.completedFuture(new OffsetCommitResponse().setTopics(refused));
        }
        request.setTopics(accepted);
        return groups.serve(
                        request.groupId(),
                        context,
                        version,
                        (coordinator, sender, nowMs) -> coordinator.offsetCommit(sender, request, nowMs),
                        error -> new OffsetCommitResponse().setTopics(answers(accepted, partition -> error)))
                .thenApply(response -> merge((OffsetCommitResponse) response, refused));
    }

    private static void sort(
            OffsetCommitRequestTopic topic,
            @Nullable TopicImage image,
            boolean byId,
            List<OffsetCommitRequestTopic> accepted,
            List<OffsetCommitResponseTopic> refused) {
        ErrorCode missing = byId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        if (image == null) {
            refused.add(answer(topic, topic.partitions(), partition -> missing));
            return;
        }
        List<OffsetCommitRequestPartition> existing = new ArrayList<>();
        List<OffsetCommitRequestPartition> absent = new ArrayList<>();
        for (OffsetCommitRequestPartition partition : topic.partitions()) {
            int index = partition.partitionIndex();
            (index >= 0 && index < image.partitions().size() ? existing : absent).add(partition);
        }
        if (!absent.isEmpty()) {
            refused.add(answer(topic, absent, partition -> ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
        }
        if (!existing.isEmpty() || topic.partitions().isEmpty()) {
            accepted.add(topic.setName(image.name()).setPartitions(existing));
        }
    }

    private static List<OffsetCommitResponseTopic> answers(
            List<OffsetCommitRequestTopic> topics, Function<OffsetCommitRequestPartition, ErrorCode> error) {
        List<OffsetCommitResponseTopic> answers = new ArrayList<>();
        topics.forEach(topic -> answers.add(answer(topic, topic.partitions(), error)));
        return answers;
    }

    private static OffsetCommitResponseTopic answer(
            OffsetCommitRequestTopic topic,
            List<OffsetCommitRequestPartition> partitions,
            Function<OffsetCommitRequestPartition, ErrorCode> error) {
        OffsetCommitResponseTopic answer =
                new OffsetCommitResponseTopic().setName(topic.name()).setTopicId(topic.topicId());
        for (OffsetCommitRequestPartition partition : partitions) {
            answer.partitions()
                    .add(new OffsetCommitResponsePartition()
                            .setPartitionIndex(partition.partitionIndex())
                            .setErrorCode(error.apply(partition).code()));
        }
        return answer;
    }

    /** Adds what was refused, in the entry of the same topic if it has one. */
    private static OffsetCommitResponse merge(OffsetCommitResponse response, List<OffsetCommitResponseTopic> refused) {
        for (OffsetCommitResponseTopic topic : refused) {
            OffsetCommitResponseTopic same = null;
            for (OffsetCommitResponseTopic answered : response.topics()) {
                boolean matches = answered.topicId().equals(topic.topicId())
                        && (answered.name().equals(topic.name()) || topic.name().isEmpty());
                same = matches ? answered : same;
            }
            if (same == null) {
                response.topics().add(topic);
            } else {
                same.partitions().addAll(topic.partitions());
            }
        }
        return response;
    }
}
