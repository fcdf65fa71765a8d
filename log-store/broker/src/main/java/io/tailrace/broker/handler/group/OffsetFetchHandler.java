package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.TopicImage;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.tailrace.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import io.tailrace.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.tailrace.protocol.message.OffsetFetchResponse;
import io.tailrace.protocol.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.tailrace.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import io.tailrace.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.tailrace.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopic;
import io.tailrace.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * OffsetFetch: of one group up to version 7, of several from 8 on, each of which may live in another shard.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class OffsetFetchHandler implements RequestHandler<OffsetFetchRequest> {

    private static final short GROUPS_SINCE = 8;
    private static final short TOPIC_IDS_SINCE = 10;
    private static final short TOP_LEVEL_ERROR_SINCE = 2;

    private final GroupCoordinators groups;
    private final MetadataQuorum quorum;

    public OffsetFetchHandler(GroupCoordinators groups, MetadataQuorum quorum) {
        this.groups = groups;
        this.quorum = quorum;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, OffsetFetchRequest request, short version) {
        if (version < GROUPS_SINCE) {
            return groups.read(
                    request.groupId(),
                    coordinator -> coordinator.offsetFetch(version, request),
                    error -> unavailable(request, error, version));
        }
        List<CompletableFuture<OffsetFetchResponseGroup>> answers = new ArrayList<>();
        Set<String> told = new HashSet<>(); // each group once, however often it is named
        for (OffsetFetchRequestGroup group : request.groups()) {
            if (told.add(group.groupId())) {
                answers.add(fetch(group, version));
            }
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    OffsetFetchResponse response = new OffsetFetchResponse();
                    answers.forEach(answer -> response.groups().add(answer.join()));
                    return response;
                });
    }

    private static OffsetFetchResponse unavailable(OffsetFetchRequest request, ErrorCode error, short version) {
        OffsetFetchResponse response = new OffsetFetchResponse().setErrorCode(error.code());
        if (version >= TOP_LEVEL_ERROR_SINCE || request.topics() == null) {
            return response;
        }
        for (OffsetFetchRequestTopic topic : request.topics()) {
            OffsetFetchResponseTopic answer = new OffsetFetchResponseTopic().setName(topic.name());
            for (int partition : topic.partitionIndexes()) {
                answer.partitions()
                        .add(new OffsetFetchResponsePartition()
                                .setPartitionIndex(partition)
                                .setCommittedOffset(-1)
                                .setMetadata("")
                                .setErrorCode(error.code()));
            }
            response.topics().add(answer);
        }
        return response;
    }

    private CompletableFuture<OffsetFetchResponseGroup> fetch(OffsetFetchRequestGroup group, short version) {
        MetadataImage image = quorum.image();
        List<OffsetFetchResponseTopics> unknown =
                version >= TOPIC_IDS_SINCE && group.topics() != null ? nameTopics(group, image) : List.of();
        OffsetFetchRequest single = new OffsetFetchRequest().setGroups(List.of(group));
        return groups.read(
                        group.groupId(),
                        coordinator -> coordinator
                                .offsetFetch(version, single)
                                .groups()
                                .get(0),
                        error -> new OffsetFetchResponseGroup()
                                .setGroupId(group.groupId())
                                .setErrorCode(error.code()))
                .thenApply(answer -> {
                    if (version >= TOPIC_IDS_SINCE) {
                        addTopicIds(answer, image);
                    }
                    answer.topics().addAll(unknown);
                    return answer;
                });
    }

    /** Gives topics that the client named by id their names; takes out those that do not exist and returns the answer to them. */
    private static List<OffsetFetchResponseTopics> nameTopics(OffsetFetchRequestGroup group, MetadataImage image) {
        List<OffsetFetchRequestTopics> known = new ArrayList<>();
        List<OffsetFetchResponseTopics> unknown = new ArrayList<>();
        for (OffsetFetchRequestTopics topic : group.topics()) {
            TopicImage found = image.topic(topic.topicId());
            if (found != null) {
                known.add(topic.setName(found.name()));
                continue;
            }
            OffsetFetchResponseTopics answer = new OffsetFetchResponseTopics().setTopicId(topic.topicId());
            for (int partition : topic.partitionIndexes()) {
                answer.partitions()
                        .add(new OffsetFetchResponsePartitions()
                                .setPartitionIndex(partition)
                                .setCommittedOffset(-1)
                                .setMetadata("")
                                .setErrorCode(ErrorCode.UNKNOWN_TOPIC_ID.code()));
            }
            unknown.add(answer);
        }
        group.setTopics(known);
        return unknown;
    }

    /** Adds the ids that a fetch of all topics has to tell; a topic that has been deleted since is left out. */
    private static void addTopicIds(OffsetFetchResponseGroup answer, MetadataImage image) {
        answer.topics().removeIf(topic -> image.topic(topic.name()) == null);
        for (OffsetFetchResponseTopics topic : answer.topics()) {
            TopicImage found = image.topic(topic.name());
            if (found != null) {
                topic.setTopicId(found.id());
            }
        }
    }
}
