package io.tailrace.broker.handler.data;

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
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DeleteRecords: makes everything below an offset unreadable (KIP-107).
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DeleteRecordsHandler implements RequestHandler<DeleteRecordsRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteRecordsHandler.class);

    private final PartitionTable partitions;

    public DeleteRecordsHandler(PartitionTable partitions) {
        this.partitions = partitions;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DeleteRecordsRequest request, short version) {
        DeleteRecordsResponse response = new DeleteRecordsResponse();
        for (DeleteRecordsTopic topic : request.topics()) {
            DeleteRecordsTopicResult result = new DeleteRecordsTopicResult().setName(topic.name());
            response.topics().add(result);
            for (DeleteRecordsPartition wanted : topic.partitions()) {
                result.partitions().add(delete(topic.name(), wanted));
            }
        }
        return CompletableFuture.completedFuture(response);
    }

    private DeleteRecordsPartitionResult delete(String topic, DeleteRecordsPartition wanted) {
        DeleteRecordsPartitionResult result =
                new DeleteRecordsPartitionResult().setPartitionIndex(wanted.partitionIndex());
        try {
            if (TopicCreator.isInternal(topic)) {
                throw new PartitionException(ErrorCode.INVALID_TOPIC_EXCEPTION, "topic '" + topic + "' is internal");
            }
            Partition partition = partitions.require(topic, wanted.partitionIndex());
            if (!partition.config().cleanupPolicy().deletes()) {
                throw new PartitionException(
                        ErrorCode.POLICY_VIOLATION, "expected cleanup.policy of '" + topic + "' to contain delete");
            }
            return result.setLowWatermark(partition.deleteRecordsBefore(wanted.offset()));
        } catch (RuntimeException e) {
            ErrorCode error = StorageErrors.codeOf(e);
            if (error == ErrorCode.UNKNOWN_SERVER_ERROR || error == ErrorCode.KAFKA_STORAGE_ERROR) {
                LOG.error("Deleting records of {}-{} failed", topic, wanted.partitionIndex(), e);
            }
            return result.setLowWatermark(-1).setErrorCode(error.code());
        }
    }
}
