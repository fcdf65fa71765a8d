package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.OffsetSearch.Found;
import io.tailrace.clients.consumer.PartitionState.Phase;
import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.PartitionView;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every assigned partition a position: the committed offset, else by the reset policy; and holds positions
 * against the log again whenever a partition gets a new leader (KIP-320) or its topic was made anew.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class Positions {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    /** A look-up, and which version of each partition's state it is for. */
    private record Reset(OffsetSearch search, Map<TopicPartition, Integer> versions) {}

    private final Dispatcher dispatcher;
    private final SubscriptionState subscriptions;
    private final ConsumerSettings settings;
    private final EpochValidation validation;
    private final List<Reset> resets = new ArrayList<>();
    private @Nullable CommittedOffsets committed;
    private long seenMetadata = -1;
    private int seenAssignment = -1;

    Positions(Dispatcher dispatcher, SubscriptionState subscriptions, ConsumerSettings settings) {
        this.dispatcher = dispatcher;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.validation = new EpochValidation(dispatcher, subscriptions, settings);
    }

    /**
     * Goes on with whatever look-ups are needed, without waiting.
     *
     * @throws InvalidOffsetException if there is no position and no policy to find one
     */
    void step(long nowMs) {
        followMetadata();
        initialize(nowMs);
        finishResets();
        startResets();
        for (Reset reset : resets) reset.search.step(nowMs);
        validation.step(nowMs);
    }

    /** When there is something to do again without an event. */
    long nextStepMs() {
        long next = validation.nextStepMs();
        if (committed != null) next = Math.min(next, committed.nextStepMs());
        for (Reset reset : resets) next = Math.min(next, reset.search.nextStepMs());
        return next;
    }

    // ---- new leaders, new topics

    private void followMetadata() {
        ClusterSnapshot cluster = dispatcher.client().metadata().snapshot();
        if (cluster.version() == seenMetadata && subscriptions.assignmentVersion() == seenAssignment) return;
        seenMetadata = cluster.version();
        seenAssignment = subscriptions.assignmentVersion();
        for (PartitionState state : subscriptions.states()) {
            PartitionView view = cluster.partition(state.partition);
            if (view == null) continue;
            if (isNewTopic(state, cluster.topicId(state.partition.topic()))) {
                state.leaderEpoch = view.leaderEpoch();
                restart(state);
            } else if (view.leaderEpoch() > state.leaderEpoch) {
                boolean known = state.leaderEpoch >= 0;
                state.leaderEpoch = view.leaderEpoch();
                state.preferredReplica = -1;
                if (known && state.hasPosition() && state.positionEpoch >= 0) state.requestValidation();
            }
        }
    }

    private static boolean isNewTopic(PartitionState state, Uuid id) {
        if (id.equals(Uuid.ZERO_UUID) || id.equals(state.topicId)) return false;
        boolean known = !state.topicId.equals(Uuid.ZERO_UUID);
        state.topicId = id;
        return known;
    }

    /** Nothing of the new topic was read: begin with its first record, whatever the policy for lost positions. */
    private void restart(PartitionState state) {
        if (!state.hasPosition() && state.phase != Phase.AWAIT_VALIDATION) return;
        LOG.info("Topic {} was made anew: going from offset {} to its first", state.partition, state.position);
        if (settings.reset().kind() == OffsetReset.Kind.NONE) {
            throw new OffsetOutOfRangeException(
                    "The topic was deleted and made anew, and there is no reset policy: " + state.partition,
                    Map.of(state.partition, state.position));
        }
        state.positionEpoch = -1;
        state.requestReset(OffsetReset.EARLIEST);
    }

    // ---- committed offsets

    private void initialize(long nowMs) {
        List<PartitionState> fresh = subscriptions.inPhase(Phase.INITIALIZING);
        if (fresh.isEmpty()) {
            committed = null;
            return;
        }
        if (settings.group() == null) {
            resetByPolicy(fresh, state -> true);
            return;
        }
        if (committed == null) {
            Map<TopicPartition, PartitionState> wanted = new HashMap<>();
            for (PartitionState state : fresh) wanted.put(state.partition, state);
            committed = new CommittedOffsets(
                    dispatcher, settings.group().groupId(), settings.retryBackoffMs(), wanted.keySet());
        }
        committed.step(nowMs);
        if (!committed.isDone()) return;
        CommittedOffsets answered = committed;
        committed = null;
        if (answered.failure() != null) throw answered.failure();
        for (PartitionState state : fresh) {
            OffsetAndMetadata offset = answered.found().get(state.partition);
            if (offset != null) state.seek(offset.offset(), offset.leaderEpoch().orElse(-1), true);
        }
        resetByPolicy(
                fresh,
                state -> state.phase == Phase.INITIALIZING
                        && answered.partitions().contains(state.partition));
    }

    private void resetByPolicy(List<PartitionState> states, Predicate<PartitionState> which) {
        List<TopicPartition> undefined = new ArrayList<>();
        for (PartitionState state : states) {
            if (!which.test(state)) continue;
            if (settings.reset().kind() == OffsetReset.Kind.NONE) {
                undefined.add(state.partition);
            } else {
                state.requestReset(settings.reset());
            }
        }
        if (!undefined.isEmpty()) throw new NoOffsetForPartitionException(undefined);
    }

    // ---- resets

    private void startResets() {
        Map<TopicPartition, Long> timestamps = new HashMap<>();
        Map<TopicPartition, Integer> versions = new HashMap<>();
        for (PartitionState state : subscriptions.states()) {
            if (state.phase != Phase.AWAIT_RESET || state.asking || state.reset == null) continue;
            state.asking = true;
            timestamps.put(
                    state.partition,
                    state.reset.timestamp(dispatcher.client().clock().wallMs()));
            versions.put(state.partition, state.version);
        }
        if (!timestamps.isEmpty()) resets.add(new Reset(search(timestamps), versions));
    }

    private OffsetSearch search(Map<TopicPartition, Long> timestamps) {
        return new OffsetSearch(dispatcher, settings.isolation(), settings.retryBackoffMs(), timestamps);
    }

    private void finishResets() {
        for (int i = resets.size() - 1; i >= 0; i--) {
            Reset reset = resets.get(i);
            reset.search.found().forEach((partition, found) -> {
                Integer version = reset.versions.remove(partition);
                PartitionState state = subscriptions.stateOrNull(partition);
                if (version != null && state != null && subscriptions.isCurrent(state, version)) apply(state, found);
            });
            if (!reset.search.isDone()) continue;
            resets.remove(i);
            RuntimeException failure = reset.search.failure();
            if (failure == null) continue;
            reset.versions.forEach((partition, version) -> {
                PartitionState state = subscriptions.stateOrNull(partition);
                if (state != null && subscriptions.isCurrent(state, version)) state.asking = false;
            });
            throw failure;
        }
    }

    private static void apply(PartitionState state, Found found) {
        if (found.offset() < 0) {
            // No record is as late as the time asked for.
            state.requestReset(OffsetReset.LATEST);
            return;
        }
        LOG.info("Position of {} is reset to {}", state.partition, found.offset());
        state.seek(found.offset(), -1, false);
        if (found.leaderEpoch() > state.leaderEpoch) state.leaderEpoch = found.leaderEpoch();
    }
}
