package io.tailrace.broker.handler.data;

import io.tailrace.broker.delayed.Deadlines;
import io.tailrace.broker.partition.StorageErrors;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.request.UnansweredFailureException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.ProduceRequest.PartitionProduceData;
import io.tailrace.protocol.message.ProduceRequest.TopicProduceData;
import io.tailrace.protocol.message.ProduceResponse;
import io.tailrace.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.tailrace.protocol.message.ProduceResponse.TopicProduceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Produce: appends each partition's batch, and answers when what was appended may be acknowledged.
 *
 * <p>With one copy, {@code acks=1} and {@code acks=all} are the same promise, the one the topic's durability names. With
 * {@code acks=0} nobody waits, and a failure closes the connection, as in Kafka: the only sign the producer can get.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class ProduceHandler implements RequestHandler<ProduceRequest> {

    private final ProduceAppender appender;
    private final Deadlines deadlines;

    public ProduceHandler(ProduceAppender appender, Deadlines deadlines) {
        this.appender = appender;
        this.deadlines = deadlines;
    }

    /** An appended batch that waits to be acknowledged, and its place in the response. */
    private record Waiting(PartitionProduceResponse response, CompletableFuture<Void> acknowledged) {}

    @Override
    public boolean answers(ProduceRequest request) {
        return request.acks() != 0;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, ProduceRequest request, short version) {
        ProduceResponse response = new ProduceResponse();
        List<Waiting> waiting = new ArrayList<>();
        ErrorCode refusal = refusal(request);
        for (TopicProduceData topic : request.topicData()) {
            TopicProduceResponse topicResponse =
                    new TopicProduceResponse().setName(topic.name()).setTopicId(topic.topicId());
            response.responses().add(topicResponse);
            for (PartitionProduceData data : topic.partitionData()) {
                PartitionProduceResponse answer =
                        new PartitionProduceResponse().setIndex(data.index()).setBaseOffset(-1);
                topicResponse.partitionResponses().add(answer);
                if (refusal == ErrorCode.NONE) {
                    CompletableFuture<Void> acknowledged = appender.append(context, topic, data, version, answer);
                    if (acknowledged != null && !isAcknowledged(acknowledged)) {
                        waiting.add(new Waiting(answer, acknowledged));
                    }
                } else {
                    answer.setErrorCode(refusal.code());
                }
            }
        }
        if (request.acks() == 0) {
            return unanswered(response);
        }
        return waiting.isEmpty()
                ? CompletableFuture.completedFuture(response)
                : answerLater(request, response, waiting);
    }

    private static boolean isAcknowledged(CompletableFuture<Void> acknowledged) {
        return acknowledged.isDone() && !acknowledged.isCompletedExceptionally();
    }

    private static ErrorCode refusal(ProduceRequest request) {
        if (request.acks() < -1 || request.acks() > 1) {
            return ErrorCode.INVALID_REQUIRED_ACKS;
        }
        return request.transactionalId() == null ? ErrorCode.NONE : ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
    }

    private CompletableFuture<ApiMessage> answerLater(
            ProduceRequest request, ProduceResponse response, List<Waiting> waiting) {
        CompletableFuture<?>[] all = waiting.stream().map(Waiting::acknowledged).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> settled = CompletableFuture.allOf(all).exceptionally(failure -> null);
        return deadlines.untilSynced(request.timeoutMs(), settled).thenApply(inTime -> {
            for (Waiting one : waiting) {
                conclude(one);
            }
            return response;
        });
    }

    private static void conclude(Waiting waiting) {
        if (isAcknowledged(waiting.acknowledged)) {
            return;
        }
        // Appended, but not known to last: the producer must count it as unknown and try again.
        ErrorCode error = waiting.acknowledged.isDone()
                ? waiting.acknowledged
                        .handle((done, failure) -> StorageErrors.codeOf(failure))
                        .join()
                : ErrorCode.REQUEST_TIMED_OUT;
        waiting.response
                .setErrorCode(error.code())
                .setBaseOffset(-1)
                .setLogAppendTimeMs(-1)
                .setLogStartOffset(-1);
    }

    private static CompletableFuture<ApiMessage> unanswered(ProduceResponse response) {
        for (TopicProduceResponse topic : response.responses()) {
            for (PartitionProduceResponse partition : topic.partitionResponses()) {
                if (partition.errorCode() != ErrorCode.NONE.code()) {
                    return CompletableFuture.failedFuture(new UnansweredFailureException(
                            "a Produce with acks=0 for " + (topic.name().isEmpty() ? topic.topicId() : topic.name())
                                    + "-" + partition.index() + " failed with "
                                    + ErrorCode.forCode(partition.errorCode())));
                }
            }
        }
        return CompletableFuture.completedFuture(new ProduceResponse());
    }
}
