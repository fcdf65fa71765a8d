package io.tailrace.broker.handler.data;

import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.StorageErrors;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.OffsetForLeaderEpochRequest;
import io.tailrace.protocol.message.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.tailrace.protocol.message.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.tailrace.protocol.message.OffsetForLeaderEpochResponse;
import io.tailrace.protocol.message.OffsetForLeaderEpochResponse.EpochEndOffset;
import io.tailrace.protocol.message.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import io.tailrace.storage.epoch.EpochEnd;
import java.util.concurrent.CompletableFuture;

/**
 * OffsetForLeaderEpoch: where an epoch ended, with which clients find out that records they read were truncated
 * (KIP-320).
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class OffsetForLeaderEpochHandler implements RequestHandler<OffsetForLeaderEpochRequest> {

    private final PartitionTable partitions;

    public OffsetForLeaderEpochHandler(PartitionTable partitions) {
        this.partitions = partitions;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, OffsetForLeaderEpochRequest request, short version) {
        OffsetForLeaderEpochResponse response = new OffsetForLeaderEpochResponse();
        for (OffsetForLeaderTopic topic : request.topics()) {
            OffsetForLeaderTopicResult result = new OffsetForLeaderTopicResult().setTopic(topic.topic());
            response.topics().add(result);
            for (OffsetForLeaderPartition wanted : topic.partitions()) {
                result.partitions().add(find(topic.topic(), wanted));
            }
        }
        return CompletableFuture.completedFuture(response);
    }

    private EpochEndOffset find(String topic, OffsetForLeaderPartition wanted) {
        EpochEndOffset result = new EpochEndOffset().setPartition(wanted.partition());
        try {
            Partition partition = partitions.require(topic, wanted.partition());
            partition.checkLeaderEpoch(wanted.currentLeaderEpoch());
            EpochEnd end = partition.endOffsetForEpoch(wanted.leaderEpoch());
            return result.setLeaderEpoch(end.epoch()).setEndOffset(end.endOffset());
        } catch (RuntimeException e) {
            return result.setErrorCode(StorageErrors.codeOf(e).code());
        }
    }
}
