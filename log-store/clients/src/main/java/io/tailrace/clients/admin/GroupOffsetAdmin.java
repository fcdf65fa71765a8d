package io.tailrace.clients.admin;

import io.tailrace.clients.admin.AdminCalls.Outcome;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.Failures;
import io.tailrace.common.KafkaFuture;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.Errors;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetCommitResponse;
import io.tailrace.protocol.message.OffsetDeleteRequest;
import io.tailrace.protocol.message.OffsetDeleteResponse;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetFetchResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads, sets and deletes committed offsets: requests to the coordinators of groups. <b>Threads:</b> any. */
final class GroupOffsetAdmin {

    /** From this version on, offsets of several groups are asked for at once. */
    private static final short FETCH_GROUPS = 8;

    /** The last version that names topics; later ones use topic ids. */
    private static final int LAST_WITH_NAMES = 9;

    private final AdminCalls calls;
    private final GroupAdmin groups;

    GroupOffsetAdmin(AdminCalls calls, GroupAdmin groups) {
        this.calls = calls;
        this.groups = groups;
    }

    ListConsumerGroupOffsetsResult list(
            Map<String, ListConsumerGroupOffsetsSpec> specs, ListConsumerGroupOffsetsOptions options) {
        return new ListConsumerGroupOffsetsResult(groups.atCoordinators(
                specs.keySet(),
                options,
                (group, coordinator) -> calls.client()
                        .send(
                                coordinator.id(),
                                Call.of(
                                                ApiKey.OFFSET_FETCH,
                                                OffsetFetchResponse.class,
                                                version -> fetchRequest(
                                                        group, specs.get(group), options.requireStable(), version))
                                        .versions(specs.get(group).topicPartitions() == null ? 2 : 1, LAST_WITH_NAMES))
                        .thenApply(GroupOffsetAdmin::offsets)));
    }

    private static OffsetFetchRequest fetchRequest(
            String group, ListConsumerGroupOffsetsSpec spec, boolean requireStable, short version) {
        Map<String, List<Integer>> topics = byTopic(spec.topicPartitions());
        OffsetFetchRequest request = new OffsetFetchRequest().setRequireStable(version >= 7 && requireStable);
        if (version >= FETCH_GROUPS) {
            List<OffsetFetchRequest.OffsetFetchRequestTopics> wanted = null;
            if (topics != null) {
                wanted = new ArrayList<>();
                for (Map.Entry<String, List<Integer>> topic : topics.entrySet()) {
                    wanted.add(new OffsetFetchRequest.OffsetFetchRequestTopics()
                            .setName(topic.getKey())
                            .setPartitionIndexes(topic.getValue()));
                }
            }
            return request.setGroups(new ArrayList<>(List.of(new OffsetFetchRequest.OffsetFetchRequestGroup()
                    .setGroupId(group)
                    .setTopics(wanted))));
        }
        List<OffsetFetchRequest.OffsetFetchRequestTopic> wanted = null;
        if (topics != null) {
            wanted = new ArrayList<>();
            for (Map.Entry<String, List<Integer>> topic : topics.entrySet()) {
                wanted.add(new OffsetFetchRequest.OffsetFetchRequestTopic()
                        .setName(topic.getKey())
                        .setPartitionIndexes(topic.getValue()));
            }
        }
        return request.setGroupId(group).setTopics(wanted);
    }

    private static @Nullable Map<String, List<Integer>> byTopic(@Nullable Collection<TopicPartition> partitions) {
        if (partitions == null) {
            return null;
        }
        Map<String, List<Integer>> topics = new TreeMap<>();
        partitions.forEach(partition -> topics.computeIfAbsent(partition.topic(), name -> new ArrayList<>())
                .add(partition.partition()));
        return topics;
    }

    private static Outcome<Map<TopicPartition, @Nullable OffsetAndMetadata>> offsets(OffsetFetchResponse response) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> offsets = new HashMap<>();
        if (!response.groups().isEmpty()) {
            OffsetFetchResponse.OffsetFetchResponseGroup group =
                    response.groups().get(0);
            if (group.errorCode() != ErrorCode.NONE.code()) {
                return Outcome.of(group.errorCode(), "group " + group.groupId(), null);
            }
            for (OffsetFetchResponse.OffsetFetchResponseTopics topic : group.topics()) {
                for (OffsetFetchResponse.OffsetFetchResponsePartitions partition : topic.partitions()) {
                    if (partition.errorCode() != ErrorCode.NONE.code()) {
                        return Outcome.of(partition.errorCode(), "topic " + topic.name(), null);
                    }
                    offsets.put(
                            new TopicPartition(topic.name(), partition.partitionIndex()),
                            offset(
                                    partition.committedOffset(),
                                    partition.committedLeaderEpoch(),
                                    partition.metadata()));
                }
            }
            return Outcome.of(offsets);
        }
        if (response.errorCode() != ErrorCode.NONE.code()) {
            return Outcome.of(response.errorCode(), null, null);
        }
        for (OffsetFetchResponse.OffsetFetchResponseTopic topic : response.topics()) {
            for (OffsetFetchResponse.OffsetFetchResponsePartition partition : topic.partitions()) {
                if (partition.errorCode() != ErrorCode.NONE.code()) {
                    return Outcome.of(partition.errorCode(), "topic " + topic.name(), null);
                }
                offsets.put(
                        new TopicPartition(topic.name(), partition.partitionIndex()),
                        offset(partition.committedOffset(), partition.committedLeaderEpoch(), partition.metadata()));
            }
        }
        return Outcome.of(offsets);
    }

    private static @Nullable OffsetAndMetadata offset(long offset, int leaderEpoch, @Nullable String metadata) {
        return offset < 0
                ? null
                : new OffsetAndMetadata(
                        offset,
                        leaderEpoch < 0 ? Optional.empty() : Optional.of(leaderEpoch),
                        metadata == null ? "" : metadata);
    }

    AlterConsumerGroupOffsetsResult alter(
            String group, Map<TopicPartition, OffsetAndMetadata> offsets, AlterConsumerGroupOffsetsOptions options) {
        Map<String, OffsetCommitRequest.OffsetCommitRequestTopic> topics = new TreeMap<>();
        offsets.forEach((partition, offset) -> topics.computeIfAbsent(
                        partition.topic(), name -> new OffsetCommitRequest.OffsetCommitRequestTopic().setName(name))
                .partitions()
                .add(new OffsetCommitRequest.OffsetCommitRequestPartition()
                        .setPartitionIndex(partition.partition())
                        .setCommittedOffset(offset.offset())
                        .setCommittedLeaderEpoch(offset.leaderEpoch().orElse(-1))
                        .setCommittedMetadata(offset.metadata())));
        OffsetCommitRequest request = new OffsetCommitRequest()
                .setGroupId(group)
                .setGenerationIdOrMemberEpoch(-1)
                .setMemberId("")
                .setTopics(new ArrayList<>(topics.values()));
        return new AlterConsumerGroupOffsetsResult(perPartition(
                group,
                offsets.keySet(),
                options,
                coordinator -> calls.client()
                        .send(
                                coordinator,
                                Call.of(request, OffsetCommitResponse.class).versions(2, LAST_WITH_NAMES))
                        .thenApply(response -> {
                            Map<TopicPartition, Outcome<Void>> outcomes = new HashMap<>();
                            response.topics()
                                    .forEach(topic -> topic.partitions()
                                            .forEach(partition -> outcomes.put(
                                                    new TopicPartition(topic.name(), partition.partitionIndex()),
                                                    Outcome.of(partition.errorCode(), "group " + group, null))));
                            return outcomes;
                        })));
    }

    DeleteConsumerGroupOffsetsResult delete(
            String group, Set<TopicPartition> partitions, DeleteConsumerGroupOffsetsOptions options) {
        Map<String, OffsetDeleteRequest.OffsetDeleteRequestTopic> topics = new TreeMap<>();
        partitions.forEach(partition -> topics.computeIfAbsent(
                        partition.topic(), name -> new OffsetDeleteRequest.OffsetDeleteRequestTopic().setName(name))
                .partitions()
                .add(new OffsetDeleteRequest.OffsetDeleteRequestPartition().setPartitionIndex(partition.partition())));
        OffsetDeleteRequest request =
                new OffsetDeleteRequest().setGroupId(group).setTopics(new ArrayList<>(topics.values()));
        return new DeleteConsumerGroupOffsetsResult(perPartition(
                group,
                partitions,
                options,
                coordinator -> calls.client()
                        .send(coordinator, Call.of(request, OffsetDeleteResponse.class))
                        .thenApply(response -> {
                            if (response.errorCode() != ErrorCode.NONE.code()) {
                                throw Errors.exception(ErrorCode.forCode(response.errorCode()), "group " + group);
                            }
                            Map<TopicPartition, Outcome<Void>> outcomes = new HashMap<>();
                            response.topics()
                                    .forEach(topic -> topic.partitions()
                                            .forEach(partition -> outcomes.put(
                                                    new TopicPartition(topic.name(), partition.partitionIndex()),
                                                    Outcome.of(partition.errorCode(), "group " + group, null))));
                            return outcomes;
                        })));
    }

    /** A request to the group's coordinator. */
    private interface Ask {
        CompletableFuture<Map<TopicPartition, Outcome<Void>>> ask(int coordinator);
    }

    private Map<TopicPartition, KafkaFuture<Void>> perPartition(
            String group, Set<TopicPartition> partitions, AbstractOptions<?> options, Ask ask) {
        return calls.keyed(
                partitions,
                options,
                wanted -> GroupAdmin.<Map<TopicPartition, Outcome<Void>>>atCoordinator(
                                calls.client(),
                                group,
                                (name, coordinator) -> ask.ask(coordinator.id()).thenApply(Outcome::of))
                        .thenApply(outcome -> {
                            Throwable failure = outcome.failure();
                            if (failure != null) {
                                throw Failures.asRuntime(failure);
                            }
                            return outcome.value() == null ? Map.of() : outcome.value();
                        }));
    }
}
