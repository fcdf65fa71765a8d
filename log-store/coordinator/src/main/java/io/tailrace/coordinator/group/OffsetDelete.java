package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.OffsetRecord;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.OffsetDeleteRequest;
import io.tailrace.protocol.message.OffsetDeleteResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * OffsetDelete, version 0 (KIP-496): forgets offsets of topics that the group does not subscribe to. Of a group with
 * members that are not consumers it is not known what they use: it has to be empty.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class OffsetDelete {

    private final Groups groups;

    OffsetDelete(Groups groups) {
        this.groups = groups;
    }

    void handle(RequestContext context, OffsetDeleteRequest request, Turn turn) {
        ClassicGroup group = groups.find(request.groupId());
        if (group == null) {
            refuse(context, ErrorCode.GROUP_ID_NOT_FOUND, turn);
            return;
        }
        Set<String> subscribed = group.isIn(GroupState.EMPTY) ? Set.of() : group.subscribedTopics();
        if (subscribed == null && !SubscribedTopics.CONSUMER.equals(group.protocolType())) {
            refuse(context, ErrorCode.NON_EMPTY_GROUP, turn);
            return;
        }
        List<OffsetDeleteResponse.OffsetDeleteResponseTopic> topics = new ArrayList<>();
        for (OffsetDeleteRequest.OffsetDeleteRequestTopic topic : request.topics()) {
            boolean inUse = subscribed == null || subscribed.contains(topic.name());
            topics.add(delete(group, topic, inUse, turn));
        }
        OffsetDeleteResponse response = new OffsetDeleteResponse().setTopics(topics);
        turn.whenAppended(() -> turn.respond(context.handle(), response), error -> refuse(context, error, turn));
    }

    private OffsetDeleteResponse.OffsetDeleteResponseTopic delete(
            ClassicGroup group, OffsetDeleteRequest.OffsetDeleteRequestTopic topic, boolean inUse, Turn turn) {
        List<OffsetDeleteResponse.OffsetDeleteResponsePartition> partitions = new ArrayList<>();
        for (OffsetDeleteRequest.OffsetDeleteRequestPartition requested : topic.partitions()) {
            int partition = requested.partitionIndex();
            GroupTopicPartition key = new GroupTopicPartition(topic.name(), partition);
            if (!inUse && groups.durable().offsets(group.groupId()).containsKey(key)) {
                turn.append(new OffsetRecord(group.groupId(), topic.name(), partition, null));
            }
            ErrorCode error = inUse ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE;
            partitions.add(new OffsetDeleteResponse.OffsetDeleteResponsePartition()
                    .setPartitionIndex(partition)
                    .setErrorCode(error.code()));
        }
        return new OffsetDeleteResponse.OffsetDeleteResponseTopic()
                .setName(topic.name())
                .setPartitions(partitions);
    }

    private static void refuse(RequestContext context, ErrorCode error, Turn turn) {
        turn.respond(context.handle(), new OffsetDeleteResponse().setErrorCode(error.code()));
    }
}
