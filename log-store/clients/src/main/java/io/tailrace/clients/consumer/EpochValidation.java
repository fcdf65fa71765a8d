package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.PartitionState.Phase;
import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.consumer.dispatch.ProtocolErrors;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.Metadata;
import io.tailrace.clients.core.PartitionView;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.TopicAuthorizationException;
import io.tailrace.common.errors.UnsupportedVersionException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.OffsetForLeaderEpochRequest;
import io.tailrace.protocol.message.OffsetForLeaderEpochResponse;
import io.tailrace.protocol.message.OffsetForLeaderEpochResponse.EpochEndOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a partition's leader where the epoch of the last consumed record ends in its log. An end below the position
 * means that what was read has been cut off (KIP-320): the position goes back to that end, or the application is told.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class EpochValidation {
    private static final Logger LOG = LoggerFactory.getLogger(EpochValidation.class);
    private static final int CONSUMER_REPLICA_ID = -1;

    private final Dispatcher dispatcher;
    private final SubscriptionState subscriptions;
    private final ConsumerSettings settings;
    private @Nullable RuntimeException failure;

    EpochValidation(Dispatcher dispatcher, SubscriptionState subscriptions, ConsumerSettings settings) {
        this.dispatcher = dispatcher;
        this.subscriptions = subscriptions;
        this.settings = settings;
    }

    void step(long nowMs) {
        if (failure != null) {
            RuntimeException found = failure;
            failure = null;
            throw found;
        }
        ClusterSnapshot cluster = dispatcher.client().metadata().snapshot();
        Map<Integer, List<PartitionState>> byLeader = new HashMap<>();
        for (PartitionState state : subscriptions.inPhase(Phase.AWAIT_VALIDATION)) {
            if (state.asking || nowMs < state.retryAtMs) continue;
            PartitionView view = cluster.partition(state.partition);
            if (view == null || view.leaderId() < 0) {
                retryLater(state, nowMs);
            } else {
                byLeader.computeIfAbsent(view.leaderId(), id -> new ArrayList<>())
                        .add(state);
            }
        }
        byLeader.forEach(this::ask);
    }

    long nextStepMs() {
        long next = Long.MAX_VALUE;
        for (PartitionState state : subscriptions.states()) {
            if (state.phase == Phase.AWAIT_VALIDATION && !state.asking) next = Math.min(next, state.retryAtMs);
        }
        return next;
    }

    private void ask(int leader, List<PartitionState> states) {
        OffsetForLeaderEpochRequest request = new OffsetForLeaderEpochRequest().setReplicaId(CONSUMER_REPLICA_ID);
        Map<String, OffsetForLeaderEpochRequest.OffsetForLeaderTopic> topics = new HashMap<>();
        Map<PartitionState, Integer> versions = new HashMap<>();
        for (PartitionState state : states) {
            state.asking = true;
            versions.put(state, state.version);
            topics.computeIfAbsent(state.partition.topic(), name -> {
                        var topic = new OffsetForLeaderEpochRequest.OffsetForLeaderTopic().setTopic(name);
                        request.topics().add(topic);
                        return topic;
                    })
                    .partitions()
                    .add(new OffsetForLeaderEpochRequest.OffsetForLeaderPartition()
                            .setPartition(state.partition.partition())
                            .setCurrentLeaderEpoch(state.leaderEpoch)
                            .setLeaderEpoch(state.positionEpoch));
        }
        dispatcher.send(leader, Call.of(request, OffsetForLeaderEpochResponse.class), (response, error) -> {
            versions.entrySet().removeIf(each -> !subscriptions.isCurrent(each.getKey(), each.getValue()));
            if (response != null) {
                onAnswer(response, versions.keySet());
            } else {
                onFailure(versions.keySet(), error);
            }
        });
    }

    private void onFailure(Set<PartitionState> states, @Nullable Throwable error) {
        long now = dispatcher.client().clock().monotonicMs();
        for (PartitionState state : states) {
            if (error instanceof UnsupportedVersionException) {
                state.validated(); // a broker without epochs cannot tell
            } else {
                retryLater(state, now);
            }
        }
        if (!(error instanceof RetriableException) && !(error instanceof UnsupportedVersionException)) {
            failure = ProtocolErrors.exception(error);
        }
    }

    private void retryLater(PartitionState state, long nowMs) {
        state.asking = false;
        state.retryAtMs = nowMs + settings.retryBackoffMs();
        dispatcher.withMetadata(Metadata::requestUpdate);
    }

    private void onAnswer(OffsetForLeaderEpochResponse response, Set<PartitionState> asked) {
        Map<TopicPartition, EpochEndOffset> answers = new HashMap<>();
        for (var topic : response.topics()) {
            for (EpochEndOffset end : topic.partitions()) {
                answers.put(new TopicPartition(topic.topic(), end.partition()), end);
            }
        }
        long now = dispatcher.client().clock().monotonicMs();
        for (PartitionState state : asked) {
            EpochEndOffset end = answers.get(state.partition);
            ErrorCode error = end == null ? ErrorCode.UNKNOWN_SERVER_ERROR : ErrorCode.forCode(end.errorCode());
            if (end != null && error == ErrorCode.NONE) {
                compare(state, end);
            } else if (error == ErrorCode.TOPIC_AUTHORIZATION_FAILED) {
                retryLater(state, now);
                failure = new TopicAuthorizationException(Set.of(state.partition.topic()));
            } else {
                retryLater(state, now);
            }
        }
    }

    private void compare(PartitionState state, EpochEndOffset end) {
        boolean unknown = end.endOffset() < 0 || end.leaderEpoch() < 0;
        if (!unknown && end.endOffset() >= state.position) {
            state.validated();
            return;
        }
        LOG.warn(
                "The log of {} was cut: position {} of epoch {}, but the leader has epoch {} up to offset {}",
                state.partition,
                state.position,
                state.positionEpoch,
                end.leaderEpoch(),
                end.endOffset());
        Map<TopicPartition, OffsetAndMetadata> divergent = unknown
                ? Map.of()
                : Map.of(state.partition, new OffsetAndMetadata(end.endOffset(), Optional.of(end.leaderEpoch()), ""));
        if (settings.reset().kind() == OffsetReset.Kind.NONE) {
            failure = new LogTruncationException(Map.of(state.partition, state.position), divergent);
            state.validated(); // the application is told once, and seeks or reads on
        } else if (unknown) {
            state.requestReset(settings.reset());
        } else {
            state.seek(end.endOffset(), end.leaderEpoch(), false);
        }
    }
}
