package io.tailrace.broker.handler.data;

import io.netty.buffer.ByteBuf;
import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.PartitionException;
import io.tailrace.broker.partition.StorageErrors;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.message.ProduceRequest.PartitionProduceData;
import io.tailrace.protocol.message.ProduceRequest.TopicProduceData;
import io.tailrace.protocol.message.ProduceResponse.BatchIndexAndErrorMessage;
import io.tailrace.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.RefusedRecord;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.AppendResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends the batch of one partition and writes the outcome into its part of the response.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class ProduceAppender {

    private static final Logger LOG = LoggerFactory.getLogger(ProduceAppender.class);
    private static final String ADMIN_CLIENT = "__admin_client";
    private static final short ZSTD_SINCE = 7;
    private static final short TOPIC_IDS_SINCE = 13;

    private final PartitionTable partitions;

    public ProduceAppender(PartitionTable partitions) {
        this.partitions = partitions;
    }

    /**
     * Appends.
     *
     * @return completes when the batch may be acknowledged; null if it was refused
     */
    @Nullable
    CompletableFuture<Void> append(
            RequestContext context,
            TopicProduceData topic,
            PartitionProduceData data,
            short version,
            PartitionProduceResponse answer) {
        Partition partition = null;
        try {
            partition = version >= TOPIC_IDS_SINCE
                    ? partitions.require(topic.topicId(), data.index())
                    : partitions.require(topic.name(), data.index());
            refuseInternal(context, partition);
            ByteBuf records = checked(data.records(), partition, version);
            AppendResult result = partition.append(records, AppendOrigin.CLIENT);
            answer.setBaseOffset(result.baseOffset())
                    .setLogAppendTimeMs(result.logAppendTimeMs())
                    .setLogStartOffset(result.logStartOffset());
            return partition.whenVisible(result.nextOffset());
        } catch (RuntimeException e) {
            refuse(answer, partition, e);
            return null;
        }
    }

    private static void refuseInternal(RequestContext context, Partition partition) {
        if (TopicCreator.isInternal(partition.topic()) && !ADMIN_CLIENT.equals(context.clientId())) {
            throw new PartitionException(
                    ErrorCode.INVALID_TOPIC_EXCEPTION, "topic '" + partition.topic() + "' is internal");
        }
    }

    /** What Kafka checks before a batch gets to the log: exactly one batch, of the current format, and of a kind the version knows. */
    private static ByteBuf checked(@Nullable ByteBuf records, Partition partition, short version) {
        if (records == null || !records.isReadable()) {
            throw invalid("expected a record batch for " + partition + ", actual none");
        }
        RecordBatch batch;
        try {
            batch = RecordBatch.at(records, records.readerIndex());
        } catch (InvalidRecordBatchException e) {
            throw new PartitionException(ErrorCode.CORRUPT_MESSAGE, String.valueOf(e.getMessage()));
        }
        if (batch.sizeInBytes() != records.readableBytes()) {
            throw invalid("expected exactly one record batch for " + partition + ", actual "
                    + (records.readableBytes() - batch.sizeInBytes()) + " bytes behind the first");
        }
        if (batch.isTransactional()) {
            throw new PartitionException(
                    ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, "this server does not serve transactions");
        }
        if (version < ZSTD_SINCE && batch.compression() == CompressionType.ZSTD) {
            throw new PartitionException(
                    ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
                    "expected Produce version " + ZSTD_SINCE + " or later with zstd, actual " + version);
        }
        return records;
    }

    private static PartitionException invalid(String message) {
        return new PartitionException(ErrorCode.INVALID_RECORD, message);
    }

    private static void refuse(PartitionProduceResponse answer, @Nullable Partition partition, RuntimeException e) {
        ErrorCode error = StorageErrors.codeOf(e);
        answer.setErrorCode(error.code());
        if (partition != null) {
            answer.setLogStartOffset(partition.logStartOffset());
        }
        if (error == ErrorCode.UNKNOWN_SERVER_ERROR || error == ErrorCode.KAFKA_STORAGE_ERROR) {
            LOG.error("Append to {} failed", partition, e);
            return;
        }
        if (error == ErrorCode.INVALID_RECORD || error == ErrorCode.INVALID_TIMESTAMP) {
            answer.setErrorMessage(e.getMessage());
        }
        if (e instanceof AppendRejectedException rejected) {
            for (RefusedRecord record : rejected.records()) {
                answer.recordErrors()
                        .add(new BatchIndexAndErrorMessage()
                                .setBatchIndex(record.index())
                                .setBatchIndexErrorMessage(record.reason()));
            }
        }
    }
}
