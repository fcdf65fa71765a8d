package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.consumer.dispatch.ProtocolErrors;
import io.tailrace.clients.core.Call;
import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.TopicAuthorizationException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetFetchResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed offsets of some partitions from the group's coordinator; tries again while that is being moved,
 * or while a transaction that commits offsets is open (KIP-447). Whoever wants the result calls {@link #step} until
 * {@link #isDone}.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class CommittedOffsets {

    /** Version 8 asks for several groups at once, version 10 by topic id. */
    private static final int FIRST_VERSION_OF_GROUPS = 8;

    private static final int HIGHEST_VERSION_BY_NAME = 9;

    private final Dispatcher dispatcher;
    private final String groupId;
    private final long backoffMs;
    private final Set<TopicPartition> partitions;
    private final Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
    private final Set<String> unauthorized = new HashSet<>();
    private boolean unstable;
    private boolean inFlight;
    private boolean done;
    private long retryAtMs = Long.MIN_VALUE;
    private @Nullable RuntimeException failure;

    CommittedOffsets(Dispatcher dispatcher, String groupId, long backoffMs, Set<TopicPartition> partitions) {
        this.dispatcher = dispatcher;
        this.groupId = groupId;
        this.backoffMs = backoffMs;
        this.partitions = Set.copyOf(partitions);
    }

    boolean isDone() {
        return done || failure != null;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    Set<TopicPartition> partitions() {
        return partitions;
    }

    /** Without those that have none. */
    Map<TopicPartition, OffsetAndMetadata> found() {
        return found;
    }

    long nextStepMs() {
        return inFlight ? Long.MAX_VALUE : retryAtMs;
    }

    void step(long nowMs) {
        if (isDone() || inFlight || nowMs < retryAtMs) return;
        inFlight = true;
        Map<String, List<Integer>> byTopic = new HashMap<>();
        for (TopicPartition partition : partitions) {
            byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                    .add(partition.partition());
        }
        Call<OffsetFetchResponse> call = Call.of(
                        ApiKey.OFFSET_FETCH,
                        OffsetFetchResponse.class,
                        version -> version < FIRST_VERSION_OF_GROUPS ? single(byTopic, version) : grouped(byTopic))
                .versions(1, HIGHEST_VERSION_BY_NAME);
        dispatcher.sendToCoordinator(groupId, call, (response, error) -> {
            inFlight = false;
            retryAtMs = dispatcher.client().clock().monotonicMs() + backoffMs;
            if (response != null) {
                onAnswer(response);
            } else if (error instanceof RetriableException) {
                dispatcher.forgetCoordinator(groupId);
            } else {
                failure = ProtocolErrors.exception(error);
            }
        });
    }

    private OffsetFetchRequest single(Map<String, List<Integer>> byTopic, short version) {
        OffsetFetchRequest request =
                new OffsetFetchRequest().setGroupId(groupId).setTopics(new ArrayList<>());
        if (version >= 7) request.setRequireStable(true);
        byTopic.forEach((topic, indexes) -> request.topics()
                .add(new OffsetFetchRequest.OffsetFetchRequestTopic()
                        .setName(topic)
                        .setPartitionIndexes(indexes)));
        return request;
    }

    private OffsetFetchRequest grouped(Map<String, List<Integer>> byTopic) {
        var group = new OffsetFetchRequest.OffsetFetchRequestGroup()
                .setGroupId(groupId)
                .setTopics(new ArrayList<>());
        byTopic.forEach((topic, indexes) -> group.topics()
                .add(new OffsetFetchRequest.OffsetFetchRequestTopics()
                        .setName(topic)
                        .setPartitionIndexes(indexes)));
        OffsetFetchRequest request = new OffsetFetchRequest().setRequireStable(true);
        request.groups().add(group);
        return request;
    }

    private void onAnswer(OffsetFetchResponse response) {
        if (response.groups().isEmpty()) {
            if (!onGroupError(ErrorCode.forCode(response.errorCode()))) return;
            for (var topic : response.topics()) {
                for (var each : topic.partitions()) {
                    take(
                            new TopicPartition(topic.name(), each.partitionIndex()),
                            ErrorCode.forCode(each.errorCode()),
                            each.committedOffset(),
                            each.committedLeaderEpoch(),
                            each.metadata());
                }
            }
        } else {
            var group = response.groups().get(0);
            if (!onGroupError(ErrorCode.forCode(group.errorCode()))) return;
            for (var topic : group.topics()) {
                for (var each : topic.partitions()) {
                    take(
                            new TopicPartition(topic.name(), each.partitionIndex()),
                            ErrorCode.forCode(each.errorCode()),
                            each.committedOffset(),
                            each.committedLeaderEpoch(),
                            each.metadata());
                }
            }
        }
        if (!unauthorized.isEmpty()) failure = new TopicAuthorizationException(unauthorized);
        done = !unstable;
        unstable = false;
    }

    /** Returns whether there is an answer to read. */
    private boolean onGroupError(ErrorCode error) {
        if (error == ErrorCode.NONE) return true;
        if (error == ErrorCode.NOT_COORDINATOR || error == ErrorCode.COORDINATOR_NOT_AVAILABLE) {
            dispatcher.forgetCoordinator(groupId);
        } else if (!error.retriable()) {
            failure = ProtocolErrors.exception(error);
        }
        return false;
    }

    private void take(
            TopicPartition partition, ErrorCode error, long offset, int leaderEpoch, @Nullable String metadata) {
        switch (error) {
            case NONE -> {
                if (offset < 0) return;
                Optional<Integer> epoch = leaderEpoch < 0 ? Optional.empty() : Optional.of(leaderEpoch);
                found.put(partition, new OffsetAndMetadata(offset, epoch, metadata));
            }
            case UNSTABLE_OFFSET_COMMIT -> unstable = true;
            case TOPIC_AUTHORIZATION_FAILED -> unauthorized.add(partition.topic());
            case UNKNOWN_TOPIC_OR_PARTITION ->
                failure = new KafkaException("Topic or Partition " + partition + " does not exist");
            default -> failure = ProtocolErrors.exception(error);
        }
    }
}
