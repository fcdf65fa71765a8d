package io.tailrace.clients.producer;

import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.Callbacks;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.Failures;
import io.tailrace.common.Node;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import io.tailrace.common.errors.Errors;
import io.tailrace.common.errors.InvalidMetadataException;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.ProduceRequest.PartitionProduceData;
import io.tailrace.protocol.message.ProduceRequest.TopicProduceData;
import io.tailrace.protocol.message.ProduceResponse;
import io.tailrace.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.tailrace.protocol.message.ProduceResponse.TopicProduceResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Between batches and the messages of the protocol, in every version: topics go by id from version 13 on.
 *
 * <p><b>Threads:</b> the client's thread.
 */
final class ProduceRequests {

    private static final int FIRST_VERSION_WITH_IDS = 13;

    /** What came of one batch. */
    record Result(
            ErrorCode error,
            @Nullable RuntimeException exception,
            boolean leavesOpen,
            long baseOffset,
            long logAppendTimeMs,
            Map<Integer, String> recordErrors) {

        static Result success(long baseOffset, long logAppendTimeMs) {
            return new Result(ErrorCode.NONE, null, false, baseOffset, logAppendTimeMs, Map.of());
        }

        static Result missing() {
            return new Result(
                    ErrorCode.UNKNOWN_SERVER_ERROR,
                    Errors.exception(ErrorCode.UNKNOWN_SERVER_ERROR, "the response does not mention the partition"),
                    true,
                    -1,
                    -1,
                    Map.of());
        }

        boolean isSuccess() {
            return error == ErrorCode.NONE || error == ErrorCode.DUPLICATE_SEQUENCE_NUMBER;
        }

        boolean isRetriable() {
            return exception instanceof RetriableException;
        }

        RuntimeException failure() {
            return exception == null ? new IllegalStateException("expected a failure") : exception;
        }
    }

    private final ProducerSettings settings;
    private final BrokerClient client;

    ProduceRequests(ProducerSettings settings, BrokerClient client) {
        this.settings = settings;
        this.client = client;
    }

    /** Sends one request, and passes on the results of those batches that the response mentions. */
    void send(
            int node,
            Map<PartitionQueue, ProducerBatch> batches,
            ClusterSnapshot cluster,
            Consumer<Map<PartitionQueue, Result>> then) {
        boolean idsKnown = batches.keySet().stream()
                .noneMatch(queue -> cluster.topicId(queue.partition().topic()).equals(Uuid.ZERO_UUID));
        Call<ProduceResponse> call = Call.of(
                        ApiKey.PRODUCE, ProduceResponse.class, version -> request(version, batches, cluster))
                .timeoutMs(settings.requestTimeoutMs());
        if (!idsKnown) {
            call = call.versions(0, FIRST_VERSION_WITH_IDS - 1);
        }
        Callbacks.on(
                client.send(node, call),
                (response, failure) ->
                        then.accept(response == null ? failed(batches, failure) : results(response, batches, cluster)));
    }

    private ApiMessage request(short version, Map<PartitionQueue, ProducerBatch> batches, ClusterSnapshot cluster) {
        Map<String, TopicProduceData> topics = new LinkedHashMap<>();
        batches.forEach((queue, batch) -> {
            String name = queue.partition().topic();
            TopicProduceData topic = topics.computeIfAbsent(
                    name,
                    key -> version >= FIRST_VERSION_WITH_IDS
                            ? new TopicProduceData()
                                    .setTopicId(cluster.topicId(key).toJava())
                            : new TopicProduceData().setName(key));
            topic.partitionData()
                    .add(new PartitionProduceData()
                            .setIndex(queue.partition().partition())
                            .setRecords(batch.forRequest()));
        });
        return new ProduceRequest()
                .setAcks(settings.acks())
                .setTimeoutMs(settings.requestTimeoutMs())
                .setTopicData(new ArrayList<>(topics.values()));
    }

    private Map<PartitionQueue, Result> failed(
            Map<PartitionQueue, ProducerBatch> batches, @Nullable Throwable failure) {
        RuntimeException cause =
                Failures.asRuntime(failure == null ? new IllegalStateException("no response") : failure);
        Result result = new Result(ErrorCode.NETWORK_EXCEPTION, cause, !Failures.wasNeverSent(cause), -1, -1, Map.of());
        client.metadata().requestUpdate();
        Map<PartitionQueue, Result> results = new HashMap<>();
        batches.keySet().forEach(queue -> results.put(queue, result));
        return results;
    }

    private Map<PartitionQueue, Result> results(
            ProduceResponse response, Map<PartitionQueue, ProducerBatch> batches, ClusterSnapshot cluster) {
        Map<PartitionQueue, Result> results = new HashMap<>();
        if (settings.acks() == 0) {
            batches.keySet().forEach(queue -> results.put(queue, Result.success(-1, -1)));
            return results;
        }
        Map<TopicPartition, PartitionQueue> queues = new HashMap<>();
        batches.keySet().forEach(queue -> queues.put(queue.partition(), queue));
        List<Node> endpoints = response.nodeEndpoints().stream()
                .map(node -> new Node(node.nodeId(), node.host(), node.port(), node.rack()))
                .toList();
        for (TopicProduceResponse topic : response.responses()) {
            String name = topic.name().isEmpty() ? cluster.topicName(Uuid.of(topic.topicId())) : topic.name();
            for (PartitionProduceResponse entry : topic.partitionResponses()) {
                PartitionQueue queue = name == null ? null : queues.get(new TopicPartition(name, entry.index()));
                if (queue != null) {
                    results.put(queue, result(queue.partition(), entry, endpoints));
                }
            }
        }
        return results;
    }

    private Result result(TopicPartition partition, PartitionProduceResponse entry, List<Node> endpoints) {
        ErrorCode error = ErrorCode.forCode(entry.errorCode());
        if (error == ErrorCode.NONE) {
            return Result.success(entry.baseOffset(), entry.logAppendTimeMs());
        }
        String detail = entry.errorMessage() == null ? error.message() : entry.errorMessage();
        RuntimeException exception = Errors.exception(error, detail + " partition=" + partition);
        if (exception instanceof InvalidMetadataException) {
            client.metadata()
                    .updateLeader(
                            partition,
                            entry.currentLeader().leaderId(),
                            entry.currentLeader().leaderEpoch(),
                            endpoints);
            client.metadata().requestUpdate();
        }
        Map<Integer, String> recordErrors = new HashMap<>();
        entry.recordErrors()
                .forEach(e -> recordErrors.put(
                        e.batchIndex(), e.batchIndexErrorMessage() == null ? detail : e.batchIndexErrorMessage()));
        return new Result(error, exception, ProduceOutcome.leavesOpen(error), entry.baseOffset(), -1, recordErrors);
    }
}
