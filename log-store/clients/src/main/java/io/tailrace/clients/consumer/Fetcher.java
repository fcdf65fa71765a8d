package io.tailrace.clients.consumer;

import io.netty.buffer.ByteBuf;
import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.consumer.dispatch.ProtocolErrors;
import io.tailrace.clients.consumer.fetch.PartitionFetch;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.Metadata;
import io.tailrace.clients.core.PartitionView;
import io.tailrace.common.KafkaException;
import io.tailrace.common.Node;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.TopicAuthorizationException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.FetchRequest;
import io.tailrace.protocol.message.FetchResponse;
import io.tailrace.protocol.message.FetchResponse.PartitionData;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps fetches going: at most one a broker, for all its partitions that have room. A partition has room while at most
 * one fetched piece of it waits, so that the next piece travels while the application works on this one; and nothing
 * is fetched while {@code fetch.max.bytes} of partitions that are not paused wait in all. Fetches are whole ones, without sessions (KIP-227).
 *
 * <p>A broker whose partitions do not all have room is left alone: a fetch without them might wait there for
 * {@code fetch.max.wait.ms}, and they with it.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final int LOWEST_VERSION = 4;
    private static final int HIGHEST_VERSION = 17;
    private static final int HIGHEST_VERSION_BY_NAME = 12;
    private static final int MOST_BUFFERED_PER_PARTITION = 2;

    /** What was asked of one partition. */
    private record Asked(PartitionState state, int version, long offset, boolean fromFollower) {}

    private final Dispatcher dispatcher;
    private final SubscriptionState subscriptions;
    private final ConsumerSettings settings;
    private final PartitionFetch.Options options;
    private final FetchBuffer buffer;
    private final Set<Integer> busyNodes = new HashSet<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private long fetches;
    private long fetchedBytes;

    Fetcher(Dispatcher dispatcher, SubscriptionState subscriptions, ConsumerSettings settings) {
        this.dispatcher = dispatcher;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.options = settings.fetchOptions();
        this.buffer = new FetchBuffer(subscriptions);
    }

    FetchBuffer buffer() {
        return buffer;
    }

    /** Throws what went wrong since the last call, one error a call. */
    void throwIfFailed() {
        RuntimeException failure = failures.pollFirst();
        if (failure != null) throw failure;
    }

    long fetches() {
        return fetches;
    }

    long fetchedBytes() {
        return fetchedBytes;
    }

    // ---- sending

    void send(long nowMs) {
        if (buffer.isFull(settings.fetching().maxBytes())) return;
        ClusterSnapshot cluster = dispatcher.client().metadata().snapshot();
        Map<Integer, List<PartitionState>> byNode = null;
        Set<Integer> withoutRoom = null;
        boolean leaderUnknown = false;
        for (PartitionState state : subscriptions.states()) {
            if (!state.isFetchable() || state.fetching || nowMs < state.retryAtMs) continue;
            int node = source(state, cluster, nowMs);
            if (node < 0) {
                leaderUnknown = true;
                state.retryAtMs = nowMs + settings.retryBackoffMs();
            } else if (!busyNodes.contains(node)) {
                if (state.bufferedFetches >= MOST_BUFFERED_PER_PARTITION) {
                    if (withoutRoom == null) withoutRoom = new HashSet<>();
                    withoutRoom.add(node);
                } else {
                    if (byNode == null) byNode = new HashMap<>();
                    byNode.computeIfAbsent(node, id -> new ArrayList<>()).add(state);
                }
            }
        }
        if (leaderUnknown) dispatcher.withMetadata(Metadata::requestUpdate);
        if (byNode == null) return;
        if (withoutRoom != null) byNode.keySet().removeAll(withoutRoom);
        byNode.forEach((node, states) -> send(node, states, cluster));
    }

    /** When a partition may be fetched again after an error. */
    long nextSendMs(long nowMs) {
        long next = Long.MAX_VALUE;
        for (PartitionState state : subscriptions.states()) {
            if (state.isFetchable() && !state.fetching && state.retryAtMs > nowMs) {
                next = Math.min(next, state.retryAtMs);
            }
        }
        return next;
    }

    /** The replica to read from: near this client if the leader said so (KIP-392), else the leader. */
    private static int source(PartitionState state, ClusterSnapshot cluster, long nowMs) {
        if (state.preferredReplica >= 0) {
            if (nowMs < state.preferredReplicaUntilMs && cluster.node(state.preferredReplica) != null) {
                return state.preferredReplica;
            }
            state.preferredReplica = -1;
        }
        PartitionView view = cluster.partition(state.partition);
        return view == null ? -1 : view.leaderId();
    }

    private void send(int node, List<PartitionState> states, ClusterSnapshot cluster) {
        FetchRequest request = new FetchRequest()
                .setMaxWaitMs(settings.fetching().maxWaitMs())
                .setMinBytes(settings.fetching().minBytes())
                .setMaxBytes(settings.fetching().maxBytes())
                .setIsolationLevel(settings.isolation().id())
                .setSessionId(0)
                .setSessionEpoch(-1)
                .setRackId(settings.rack());
        Map<TopicPartition, Asked> asked = new HashMap<>();
        Map<UUID, String> names = new HashMap<>();
        Map<String, FetchRequest.FetchTopic> topics = new HashMap<>();
        boolean idsKnown = true;
        for (PartitionState state : states) {
            String name = state.partition.topic();
            FetchRequest.FetchTopic topic = topics.get(name);
            if (topic == null) {
                Uuid id = cluster.topicId(name);
                idsKnown &= !id.equals(Uuid.ZERO_UUID);
                names.put(id.toJava(), name);
                topic = new FetchRequest.FetchTopic().setTopic(name).setTopicId(id.toJava());
                topics.put(name, topic);
                request.topics().add(topic);
            }
            topic.partitions()
                    .add(new FetchRequest.FetchPartition()
                            .setPartition(state.partition.partition())
                            .setCurrentLeaderEpoch(state.leaderEpoch)
                            .setFetchOffset(state.fetchOffset)
                            .setPartitionMaxBytes(settings.fetching().maxPartitionBytes()));
            state.fetching = true;
            boolean fromFollower = state.preferredReplica >= 0;
            asked.put(state.partition, new Asked(state, state.version, state.fetchOffset, fromFollower));
        }
        busyNodes.add(node);
        fetches++;
        dispatcher.send(
                node,
                Call.of(request, FetchResponse.class)
                        .versions(LOWEST_VERSION, idsKnown ? HIGHEST_VERSION : HIGHEST_VERSION_BY_NAME)
                        .timeoutMs(timeoutMs()),
                (response, failure) -> {
                    busyNodes.remove(node);
                    if (response == null) {
                        onFailure(node, asked, failure);
                    } else {
                        onAnswer(response, asked, names);
                    }
                });
    }

    private int timeoutMs() {
        int requestTimeoutMs = dispatcher.client().settings().requestTimeoutMs();
        return (int) Math.min(
                Integer.MAX_VALUE, (long) requestTimeoutMs + settings.fetching().maxWaitMs());
    }

    // ---- receiving

    private void onFailure(int node, Map<TopicPartition, Asked> asked, @Nullable Throwable failure) {
        if (failure instanceof RetriableException) {
            LOG.info("Fetch from node {} failed, to be tried again: {}", node, failure.toString());
        } else {
            failures.add(ProtocolErrors.exception(failure));
        }
        for (Asked each : asked.values()) retryLater(each);
        dispatcher.withMetadata(Metadata::requestUpdate);
    }

    private void retryLater(Asked asked) {
        if (!isWanted(asked)) return;
        asked.state.fetching = false;
        asked.state.preferredReplica = -1;
        asked.state.retryAtMs = dispatcher.client().clock().monotonicMs() + settings.retryBackoffMs();
    }

    private boolean isWanted(Asked asked) {
        return subscriptions.isCurrent(asked.state, asked.version) && asked.state.fetchOffset == asked.offset;
    }

    private void onAnswer(FetchResponse response, Map<TopicPartition, Asked> asked, Map<UUID, String> names) {
        ErrorCode error = ErrorCode.forCode(response.errorCode());
        if (error != ErrorCode.NONE) {
            LOG.info("Fetch was refused: {}", error);
            asked.values().forEach(this::retryLater);
            dispatcher.withMetadata(Metadata::requestUpdate);
            response.release();
            return;
        }
        for (var topic : response.responses()) {
            String name = names.getOrDefault(topic.topicId(), topic.topic());
            for (PartitionData data : topic.partitions()) {
                Asked each = asked.remove(new TopicPartition(name, data.partitionIndex()));
                if (each != null && isWanted(each)) take(each, data, response);
            }
        }
        // Left out by the broker, for whatever reason: ask again.
        asked.values().forEach(this::retryLater);
        response.release();
    }

    private void take(Asked asked, PartitionData data, FetchResponse response) {
        PartitionState state = asked.state;
        state.fetching = false;
        ErrorCode error = ErrorCode.forCode(data.errorCode());
        if (error != ErrorCode.NONE) {
            onError(asked, error, data, response);
            return;
        }
        if (data.highWatermark() >= 0) state.highWatermark = data.highWatermark();
        if (data.lastStableOffset() >= 0) state.lastStableOffset = data.lastStableOffset();
        if (data.logStartOffset() >= 0) state.logStartOffset = data.logStartOffset();
        if (data.preferredReadReplica() >= 0) {
            state.preferredReplica = data.preferredReadReplica();
            state.preferredReplicaUntilMs = dispatcher.client().clock().monotonicMs()
                    + dispatcher.client().settings().metadataMaxAgeMs();
        }
        ByteBuf records = data.records();
        if (records == null || !records.isReadable()) return;
        fetchedBytes += records.readableBytes();
        try {
            PartitionFetch fetched =
                    new PartitionFetch(records.retain(), asked.offset, data.abortedTransactions(), options);
            if (fetched.endOffset() == asked.offset) {
                fetched.close();
                throw new InvalidRecordBatchException("expected at least one whole batch from offset " + asked.offset
                        + ", found " + records.readableBytes() + " B without one");
            }
            buffer.add(new FetchBuffer.Entry(state, asked.version, fetched));
            state.fetchOffset = fetched.endOffset();
        } catch (InvalidRecordBatchException e) {
            retryLater(asked);
            failures.add(new KafkaException(
                    "Received an unusable answer for " + state.partition + " at offset " + asked.offset + ": "
                            + e.getMessage(),
                    e));
        }
    }

    private void onError(Asked asked, ErrorCode error, PartitionData data, FetchResponse response) {
        PartitionState state = asked.state;
        LOG.debug("Fetch of {} at offset {}: {}", state.partition, asked.offset, error);
        switch (error) {
            case OFFSET_OUT_OF_RANGE -> onOutOfRange(asked);
            case TOPIC_AUTHORIZATION_FAILED -> {
                retryLater(asked);
                failures.add(new TopicAuthorizationException(Set.of(state.partition.topic())));
            }
            case CORRUPT_MESSAGE -> {
                retryLater(asked);
                failures.add(new KafkaException("Encountered corrupt message when fetching offset " + asked.offset
                        + " for topic-partition " + state.partition));
            }
            default -> {
                retryLater(asked);
                if (error.retriable() || error == ErrorCode.UNKNOWN_SERVER_ERROR) {
                    followLeader(state.partition, data, response);
                } else {
                    failures.add(ProtocolErrors.exception(error));
                }
            }
        }
    }

    /** The answer may say who leads now (KIP-951); if not, the metadata has to tell. */
    private void followLeader(TopicPartition partition, PartitionData data, FetchResponse response) {
        int leader = data.currentLeader().leaderId();
        int epoch = data.currentLeader().leaderEpoch();
        List<Node> endpoints = new ArrayList<>();
        for (var node : response.nodeEndpoints()) {
            endpoints.add(new Node(node.nodeId(), node.host(), node.port(), node.rack()));
        }
        dispatcher.withMetadata(metadata -> {
            if (leader >= 0) metadata.updateLeader(partition, leader, epoch, endpoints);
            metadata.requestUpdate();
        });
    }

    private void onOutOfRange(Asked asked) {
        PartitionState state = asked.state;
        if (asked.fromFollower || state.position != asked.offset) {
            // Ask the leader; or first return what was fetched before.
            retryLater(asked);
        } else if (settings.reset().kind() == OffsetReset.Kind.NONE) {
            retryLater(asked);
            failures.add(new OffsetOutOfRangeException(Map.of(state.partition, asked.offset)));
        } else {
            LOG.info(
                    "Offset {} of {} is not in the log: resetting by {}",
                    asked.offset,
                    state.partition,
                    settings.reset());
            state.requestReset(settings.reset());
        }
    }
}
