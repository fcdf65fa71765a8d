package io.tailrace.broker.handler.data;

import io.tailrace.broker.delayed.Deadlines;
import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.PartitionException;
import io.tailrace.broker.partition.StorageErrors;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DeleteRecordsRequest;
import io.tailrace.protocol.message.DeleteRecordsRequest.DeleteRecordsPartition;
import io.tailrace.protocol.message.DeleteRecordsRequest.DeleteRecordsTopic;
import io.tailrace.protocol.message.DeleteRecordsResponse;
import io.tailrace.protocol.message.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import io.tailrace.protocol.message.DeleteRecordsResponse.DeleteRecordsTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DeleteRecords: makes everything below an offset unreadable (KIP-107), and answers when no crash can bring it back.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DeleteRecordsHandler implements RequestHandler<DeleteRecordsRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteRecordsHandler.class);

    private final PartitionTable partitions;
    private final Deadlines deadlines;

    public DeleteRecordsHandler(PartitionTable partitions, Deadlines deadlines) {
        this.partitions = partitions;
        this.deadlines = deadlines;
    }

    /** A partition whose new start is on its way to the disk, and its place in the response. */
    private record Waiting(String topic, DeleteRecordsPartitionResult result, CompletableFuture<Long> start) {}

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DeleteRecordsRequest request, short version) {
        DeleteRecordsResponse response = new DeleteRecordsResponse();
        List<Waiting> waiting = new ArrayList<>();
        for (DeleteRecordsTopic topic : request.topics()) {
            DeleteRecordsTopicResult result = new DeleteRecordsTopicResult().setName(topic.name());
            response.topics().add(result);
            for (DeleteRecordsPartition wanted : topic.partitions()) {
                DeleteRecordsPartitionResult answer =
                        new DeleteRecordsPartitionResult().setPartitionIndex(wanted.partitionIndex());
                result.partitions().add(answer);
                waiting.add(new Waiting(topic.name(), answer, delete(topic.name(), wanted)));
            }
        }
        CompletableFuture<?>[] all = waiting.stream().map(Waiting::start).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> settled = CompletableFuture.allOf(all).exceptionally(failure -> null);
        return deadlines.untilSynced(request.timeoutMs(), settled).thenApply(inTime -> {
            waiting.forEach(DeleteRecordsHandler::conclude);
            return response;
        });
    }

    private CompletableFuture<Long> delete(String topic, DeleteRecordsPartition wanted) {
        try {
            if (TopicCreator.isInternal(topic)) {
                throw new PartitionException(ErrorCode.INVALID_TOPIC_EXCEPTION, "topic '" + topic + "' is internal");
            }
            Partition partition = partitions.require(topic, wanted.partitionIndex());
            if (!partition.config().cleanupPolicy().deletes()) {
                throw new PartitionException(
                        ErrorCode.POLICY_VIOLATION, "expected cleanup.policy of '" + topic + "' to contain delete");
            }
            return partition.deleteRecordsBefore(wanted.offset());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void conclude(Waiting waiting) {
        if (!waiting.start.isDone()) {
            waiting.result.setLowWatermark(-1).setErrorCode(ErrorCode.REQUEST_TIMED_OUT.code());
        } else if (waiting.start.isCompletedExceptionally()) {
            Throwable failure = waiting.start
                    .handle((start, thrown) -> Objects.requireNonNull(thrown))
                    .join();
            ErrorCode error = StorageErrors.codeOf(failure);
            if (error == ErrorCode.UNKNOWN_SERVER_ERROR || error == ErrorCode.KAFKA_STORAGE_ERROR) {
                LOG.error("Deleting records of {}-{} failed", waiting.topic, waiting.result.partitionIndex(), failure);
            }
            waiting.result.setLowWatermark(-1).setErrorCode(error.code());
        } else {
            waiting.result.setLowWatermark(waiting.start.join());
        }
    }
}
