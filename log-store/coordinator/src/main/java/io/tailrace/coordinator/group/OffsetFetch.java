package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.OffsetValue;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetFetchResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OffsetFetch, versions 1 to 10: one group up to 7, several from 8 on; topics null means all that have an offset
 * (from 2 on). A partition without offset is answered with -1 and no error. Offsets become visible when they are
 * appended and never wait for a transaction here, so {@code requireStable} is always satisfied.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class OffsetFetch {

    private static final short FIRST_WITH_GROUPS = 8;
    private static final long NO_OFFSET = -1;

    private final DurableState durable;

    OffsetFetch(DurableState durable) {
        this.durable = durable;
    }

    OffsetFetchResponse handle(short version, OffsetFetchRequest request) {
        return version >= FIRST_WITH_GROUPS ? ofGroups(request) : ofGroup(request);
    }

    private OffsetFetchResponse ofGroup(OffsetFetchRequest request) {
        List<OffsetFetchResponse.OffsetFetchResponseTopic> topics = new ArrayList<>();
        List<OffsetFetchRequest.OffsetFetchRequestTopic> requested = request.topics();
        if (requested == null) {
            all(request.groupId())
                    .forEach((name, partitions) -> topics.add(topic(request.groupId(), name, partitions)));
        } else {
            requested.forEach(t -> topics.add(topic(request.groupId(), t.name(), t.partitionIndexes())));
        }
        return new OffsetFetchResponse().setErrorCode(ErrorCode.NONE.code()).setTopics(topics);
    }

    private OffsetFetchResponse.OffsetFetchResponseTopic topic(String group, String name, List<Integer> partitions) {
        List<OffsetFetchResponse.OffsetFetchResponsePartition> answers = new ArrayList<>(partitions.size());
        for (int partition : partitions) {
            OffsetValue value = find(group, name, partition);
            answers.add(new OffsetFetchResponse.OffsetFetchResponsePartition()
                    .setPartitionIndex(partition)
                    .setCommittedOffset(value == null ? NO_OFFSET : value.offset())
                    .setCommittedLeaderEpoch(value == null ? OffsetValue.NO_EPOCH : value.leaderEpoch())
                    .setMetadata(value == null ? "" : value.metadata())
                    .setErrorCode(ErrorCode.NONE.code()));
        }
        return new OffsetFetchResponse.OffsetFetchResponseTopic().setName(name).setPartitions(answers);
    }

    private OffsetFetchResponse ofGroups(OffsetFetchRequest request) {
        List<OffsetFetchResponse.OffsetFetchResponseGroup> groups = new ArrayList<>();
        for (OffsetFetchRequest.OffsetFetchRequestGroup group : request.groups()) {
            List<OffsetFetchResponse.OffsetFetchResponseTopics> topics = new ArrayList<>();
            List<OffsetFetchRequest.OffsetFetchRequestTopics> requested = group.topics();
            if (requested == null) {
                all(group.groupId())
                        .forEach((name, partitions) -> topics.add(topics(group.groupId(), name, partitions)));
            } else {
                requested.forEach(t -> topics.add(
                        topics(group.groupId(), t.name(), t.partitionIndexes()).setTopicId(t.topicId())));
            }
            groups.add(new OffsetFetchResponse.OffsetFetchResponseGroup()
                    .setGroupId(group.groupId())
                    .setErrorCode(ErrorCode.NONE.code())
                    .setTopics(topics));
        }
        return new OffsetFetchResponse().setGroups(groups);
    }

    private OffsetFetchResponse.OffsetFetchResponseTopics topics(String group, String name, List<Integer> partitions) {
        List<OffsetFetchResponse.OffsetFetchResponsePartitions> answers = new ArrayList<>(partitions.size());
        for (int partition : partitions) {
            OffsetValue value = find(group, name, partition);
            answers.add(new OffsetFetchResponse.OffsetFetchResponsePartitions()
                    .setPartitionIndex(partition)
                    .setCommittedOffset(value == null ? NO_OFFSET : value.offset())
                    .setCommittedLeaderEpoch(value == null ? OffsetValue.NO_EPOCH : value.leaderEpoch())
                    .setMetadata(value == null ? "" : value.metadata())
                    .setErrorCode(ErrorCode.NONE.code()));
        }
        return new OffsetFetchResponse.OffsetFetchResponseTopics().setName(name).setPartitions(answers);
    }

    private @Nullable OffsetValue find(String group, String topic, int partition) {
        return durable.offsets(group).get(new GroupTopicPartition(topic, partition));
    }

    private Map<String, List<Integer>> all(String group) {
        Map<String, List<Integer>> byTopic = new LinkedHashMap<>();
        durable.offsets(group)
                .keySet()
                .forEach(p -> byTopic.computeIfAbsent(p.topic(), t -> new ArrayList<>())
                        .add(p.partition()));
        return byTopic;
    }
}
