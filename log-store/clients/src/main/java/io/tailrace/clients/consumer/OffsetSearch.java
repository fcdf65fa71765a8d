package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.consumer.dispatch.ProtocolErrors;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.Metadata;
import io.tailrace.clients.core.PartitionView;
import io.tailrace.common.IsolationLevel;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.TopicAuthorizationException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.ListOffsetsRequest;
import io.tailrace.protocol.message.ListOffsetsResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds offsets by time, or the first and last ones, by asking the partitions' leaders; tries again, with fresh
 * metadata, where a leader has moved. Whoever wants the result calls {@link #step} until {@link #isDone}.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class OffsetSearch {

    /** @param offset -1 if there is no record at or after the time asked for */
    record Found(long offset, long timestamp, int leaderEpoch) {}

    private final Dispatcher dispatcher;
    private final IsolationLevel isolation;
    private final long backoffMs;
    private final Map<TopicPartition, Long> remaining;
    private final Map<TopicPartition, Found> found = new HashMap<>();
    private int inFlight;
    private long retryAtMs = Long.MIN_VALUE;
    private boolean refreshing;
    private @Nullable RuntimeException failure;

    /** @param timestamps a time in ms, or -1 for the end, -2 for the first offset */
    OffsetSearch(
            Dispatcher dispatcher, IsolationLevel isolation, long backoffMs, Map<TopicPartition, Long> timestamps) {
        this.dispatcher = dispatcher;
        this.isolation = isolation;
        this.backoffMs = backoffMs;
        this.remaining = new HashMap<>(timestamps);
    }

    boolean isDone() {
        return failure != null || (remaining.isEmpty() && inFlight == 0);
    }

    /** What was found so far. */
    Map<TopicPartition, Found> found() {
        return found;
    }

    Set<TopicPartition> missing() {
        return remaining.keySet();
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    long nextStepMs() {
        return inFlight > 0 || refreshing ? Long.MAX_VALUE : retryAtMs;
    }

    void step(long nowMs) {
        if (isDone() || inFlight > 0 || refreshing || nowMs < retryAtMs) return;
        ClusterSnapshot cluster = dispatcher.client().metadata().snapshot();
        Map<Integer, List<PartitionView>> byLeader = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (TopicPartition partition : remaining.keySet()) {
            PartitionView view = cluster.partition(partition);
            if (view == null || view.leaderId() < 0) {
                unknown.add(partition.topic());
            } else {
                byLeader.computeIfAbsent(view.leaderId(), id -> new ArrayList<>())
                        .add(view);
            }
        }
        if (!unknown.isEmpty()) refresh(unknown, nowMs);
        byLeader.forEach(this::ask);
    }

    private void refresh(List<String> topics, long nowMs) {
        refreshing = true;
        retryAtMs = nowMs + backoffMs;
        dispatcher.<ClusterSnapshot>askMetadata(
                (Metadata metadata) -> metadata.refreshFor(topics), (snapshot, error) -> {
                    refreshing = false;
                    if (error != null && !(error instanceof RetriableException))
                        failure = ProtocolErrors.exception(error);
                });
    }

    private void ask(int leader, List<PartitionView> partitions) {
        ListOffsetsRequest request = new ListOffsetsRequest().setReplicaId(-1).setIsolationLevel(isolation.id());
        Map<String, ListOffsetsRequest.ListOffsetsTopic> topics = new HashMap<>();
        for (PartitionView view : partitions) {
            TopicPartition partition = view.partition();
            topics.computeIfAbsent(partition.topic(), name -> {
                        var topic = new ListOffsetsRequest.ListOffsetsTopic().setName(name);
                        request.topics().add(topic);
                        return topic;
                    })
                    .partitions()
                    .add(new ListOffsetsRequest.ListOffsetsPartition()
                            .setPartitionIndex(partition.partition())
                            .setCurrentLeaderEpoch(view.leaderEpoch())
                            .setTimestamp(remaining.get(partition)));
        }
        inFlight++;
        int lowest = isolation == IsolationLevel.READ_COMMITTED ? 2 : 1;
        dispatcher.send(
                leader,
                Call.of(request, ListOffsetsResponse.class).versions(lowest, Short.MAX_VALUE),
                (response, error) -> {
                    inFlight--;
                    retryAtMs = dispatcher.client().clock().monotonicMs() + backoffMs;
                    if (response != null) {
                        onAnswer(response);
                    } else if (error instanceof RetriableException) {
                        dispatcher.withMetadata(Metadata::requestUpdate);
                    } else {
                        failure = ProtocolErrors.exception(error);
                    }
                });
    }

    private void onAnswer(ListOffsetsResponse response) {
        boolean refresh = false;
        for (var topic : response.topics()) {
            for (var answer : topic.partitions()) {
                TopicPartition partition = new TopicPartition(topic.name(), answer.partitionIndex());
                ErrorCode error = ErrorCode.forCode(answer.errorCode());
                switch (error) {
                    case NONE -> {
                        remaining.remove(partition);
                        found.put(partition, new Found(answer.offset(), answer.timestamp(), answer.leaderEpoch()));
                    }
                    case UNSUPPORTED_FOR_MESSAGE_FORMAT -> {
                        remaining.remove(partition);
                        found.put(partition, new Found(-1, -1, -1));
                    }
                    case TOPIC_AUTHORIZATION_FAILED -> failure = new TopicAuthorizationException(Set.of(topic.name()));
                    default -> refresh = true; // the leader moved, or is not ready: ask again, of whoever it is then
                }
            }
        }
        if (refresh) dispatcher.withMetadata(Metadata::requestUpdate);
    }
}
