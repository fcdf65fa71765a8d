package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.consumer.dispatch.ProtocolErrors;
import io.tailrace.clients.consumer.group.Generation;
import io.tailrace.clients.consumer.group.GroupMember;
import io.tailrace.clients.core.Call;
import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RebalanceInProgressException;
import io.tailrace.common.errors.TopicAuthorizationException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetCommitResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commits in the order they were made. One request is under way at a time; what is committed meanwhile by the
 * same generation goes out together in the next one, later offsets over earlier ones, so that neither a later commit
 * can be overtaken nor a backlog grow. Each commit ends with the outcome of its own partitions.
 *
 * <p>A commit carries the generation of the moment it was made: the coordinator refuses it if the group has gone on.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class OffsetCommits {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);

    /** Version 10 names topics by id; offsets of topics that this client has no metadata of could not be committed. */
    private static final int HIGHEST_VERSION_BY_NAME = 9;

    private final Dispatcher dispatcher;
    private final GroupMember member;
    private final Deque<OffsetCommit> waiting = new ArrayDeque<>();
    private final Deque<OffsetCommit> ended = new ArrayDeque<>();
    private List<OffsetCommit> inFlight = List.of();
    private long committed;

    OffsetCommits(Dispatcher dispatcher, GroupMember member) {
        this.dispatcher = dispatcher;
        this.member = member;
    }

    /** Takes a commit in; it ends at once if there is nothing in it, or if the member may not commit now. */
    OffsetCommit submit(
            Map<TopicPartition, OffsetAndMetadata> offsets,
            boolean groupManaged,
            @Nullable OffsetCommitCallback callback) {
        OffsetCommit commit = new OffsetCommit(offsets, groupManaged ? member.generation() : Generation.NONE, callback);
        if (offsets.isEmpty()) {
            finish(commit, null);
        } else if (groupManaged && !member.isStable()) {
            finish(commit, notAMember());
        } else {
            waiting.add(commit);
            sendNext();
        }
        return commit;
    }

    private KafkaException notAMember() {
        return member.isRebalancing()
                ? new RebalanceInProgressException(
                        "The group is being rebalanced: call poll() to complete it, then commit" + " again.")
                : new CommitFailedException(
                        "The commit was not sent because this member is not in a group at present: it"
                                + " left, or was removed. Its partitions may have gone to others.");
    }

    private void sendNext() {
        if (!inFlight.isEmpty() || waiting.isEmpty()) return;
        Generation generation = waiting.getFirst().generation;
        inFlight = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        while (!waiting.isEmpty() && waiting.getFirst().generation.equals(generation)) {
            OffsetCommit commit = waiting.removeFirst();
            inFlight.add(commit);
            offsets.putAll(commit.offsets);
        }
        dispatcher.sendToCoordinator(
                member.settings().groupId(),
                Call.of(request(offsets, generation), OffsetCommitResponse.class)
                        .versions(0, HIGHEST_VERSION_BY_NAME),
                this::onAnswer);
    }

    private OffsetCommitRequest request(Map<TopicPartition, OffsetAndMetadata> offsets, Generation generation) {
        OffsetCommitRequest request = new OffsetCommitRequest()
                .setGroupId(member.settings().groupId())
                .setGenerationIdOrMemberEpoch(generation.id())
                .setMemberId(generation.memberId());
        if (generation.isMember() && member.settings().isStatic()) {
            request.setGroupInstanceId(member.settings().instanceId());
        }
        Map<String, OffsetCommitRequest.OffsetCommitRequestTopic> topics = new HashMap<>();
        offsets.forEach((partition, offset) -> topics.computeIfAbsent(partition.topic(), name -> {
                    var topic = new OffsetCommitRequest.OffsetCommitRequestTopic().setName(name);
                    request.topics().add(topic);
                    return topic;
                })
                .partitions()
                .add(new OffsetCommitRequest.OffsetCommitRequestPartition()
                        .setPartitionIndex(partition.partition())
                        .setCommittedOffset(offset.offset())
                        .setCommittedLeaderEpoch(offset.leaderEpoch().orElse(-1))
                        .setCommittedMetadata(offset.metadata())));
        return request;
    }

    private void onAnswer(@Nullable OffsetCommitResponse response, @Nullable Throwable failure) {
        List<OffsetCommit> commits = inFlight;
        inFlight = List.of();
        if (response == null) {
            dispatcher.forgetCoordinator(member.settings().groupId());
            RuntimeException cause = ProtocolErrors.exception(failure);
            for (OffsetCommit commit : commits) finish(commit, cause);
        } else {
            Map<TopicPartition, ErrorCode> errors = new HashMap<>();
            for (var topic : response.topics()) {
                for (var partition : topic.partitions()) {
                    ErrorCode error = ErrorCode.forCode(partition.errorCode());
                    if (error != ErrorCode.NONE) {
                        errors.put(new TopicPartition(topic.name(), partition.partitionIndex()), error);
                    }
                }
            }
            for (OffsetCommit commit : commits) finish(commit, outcome(commit, errors));
        }
        sendNext();
    }

    private @Nullable RuntimeException outcome(OffsetCommit commit, Map<TopicPartition, ErrorCode> errors) {
        Set<String> unauthorized = new HashSet<>();
        for (TopicPartition partition : commit.offsets.keySet()) {
            ErrorCode error = errors.get(partition);
            if (error == null) continue;
            LOG.warn("Commit of {} for {} was refused: {}", commit.offsets.get(partition), partition, error);
            if (error != ErrorCode.TOPIC_AUTHORIZATION_FAILED) return refusal(commit, error);
            unauthorized.add(partition.topic());
        }
        return unauthorized.isEmpty() ? null : new TopicAuthorizationException(unauthorized);
    }

    private RuntimeException refusal(OffsetCommit commit, ErrorCode error) {
        boolean current = commit.generation.equals(member.generation());
        switch (error) {
            case COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR, REQUEST_TIMED_OUT -> {
                dispatcher.forgetCoordinator(member.settings().groupId());
                return ProtocolErrors.exception(error);
            }
            case REBALANCE_IN_PROGRESS -> {
                if (current) member.requestRejoin("offset commit failed since group is already rebalancing");
                return new RebalanceInProgressException(
                        "The group is being rebalanced: call poll() to complete it, then commit again.");
            }
            case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION -> {
                if (!current && member.isRebalancing()) {
                    return new RebalanceInProgressException("The commit was made in generation "
                            + commit.generation.id() + " and the group has gone on: call poll(), then commit again.");
                }
                member.generationLost(commit.generation, error);
                return new CommitFailedException();
            }
            case FENCED_INSTANCE_ID -> {
                return current ? ProtocolErrors.exception(error) : new CommitFailedException();
            }
            default -> {
                return ProtocolErrors.exception(error);
            }
        }
    }

    private void finish(OffsetCommit commit, @Nullable RuntimeException failure) {
        commit.end(failure);
        if (failure == null) committed += commit.offsets.size();
        ended.add(commit);
    }

    /** The commits that ended since the last call, in order, to run their callbacks. */
    @Nullable
    OffsetCommit pollEnded() {
        return ended.pollFirst();
    }

    boolean isIdle() {
        return inFlight.isEmpty() && waiting.isEmpty();
    }

    /** Offsets committed in all. */
    long committedCount() {
        return committed;
    }
}
