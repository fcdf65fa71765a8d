package io.tailrace.broker.handler.data;

import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.StorageErrors;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ListOffsetsRequest;
import io.tailrace.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import io.tailrace.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import io.tailrace.protocol.message.ListOffsetsResponse;
import io.tailrace.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.tailrace.protocol.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import io.tailrace.storage.segment.TimestampedOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ListOffsets: the offset at a time, or at one of the special times. There is no tiered storage: the earliest local offset is the earliest, and
 * there is no latest tiered one.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class ListOffsetsHandler implements RequestHandler<ListOffsetsRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ListOffsetsHandler.class);
    private static final short LEADER_EPOCH_SINCE = 4;
    private static final byte READ_COMMITTED = 1;
    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long MAX_TIMESTAMP = -3;
    private static final long EARLIEST_LOCAL = -4;
    private static final long LATEST_TIERED = -5;
    private static final long EARLIEST_PENDING_UPLOAD = -6;

    private final PartitionTable partitions;

    public ListOffsetsHandler(PartitionTable partitions) {
        this.partitions = partitions;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, ListOffsetsRequest request, short version) {
        boolean committed = request.isolationLevel() == READ_COMMITTED;
        ListOffsetsResponse response = new ListOffsetsResponse();
        for (ListOffsetsTopic topic : request.topics()) {
            ListOffsetsTopicResponse answer = new ListOffsetsTopicResponse().setName(topic.name());
            response.topics().add(answer);
            Set<Integer> seen = new HashSet<>();
            Set<Integer> repeated = new HashSet<>();
            for (ListOffsetsPartition wanted : topic.partitions()) {
                if (!seen.add(wanted.partitionIndex())) {
                    repeated.add(wanted.partitionIndex());
                }
            }
            for (ListOffsetsPartition wanted : topic.partitions()) {
                answer.partitions()
                        .add(
                                repeated.contains(wanted.partitionIndex())
                                        ? failed(wanted, ErrorCode.INVALID_REQUEST)
                                        : find(topic.name(), wanted, version, committed));
            }
        }
        return CompletableFuture.completedFuture(response);
    }

    private ListOffsetsPartitionResponse find(
            String topic, ListOffsetsPartition wanted, short version, boolean committed) {
        if (wanted.timestamp() < 0 && version < sinceVersion(wanted.timestamp())) {
            return failed(wanted, ErrorCode.UNSUPPORTED_VERSION);
        }
        try {
            Partition partition = partitions.require(topic, wanted.partitionIndex());
            partition.checkLeaderEpoch(wanted.currentLeaderEpoch());
            ListOffsetsPartitionResponse answer =
                    answer(wanted, partition, committed ? partition.lastStableOffset() : partition.highWatermark());
            return version < LEADER_EPOCH_SINCE ? answer.setLeaderEpoch(-1) : answer;
        } catch (RuntimeException e) {
            ErrorCode error = StorageErrors.codeOf(e);
            if (error == ErrorCode.UNKNOWN_SERVER_ERROR || error == ErrorCode.KAFKA_STORAGE_ERROR) {
                LOG.error("ListOffsets of {}-{} failed", topic, wanted.partitionIndex(), e);
            }
            return failed(wanted, error);
        }
    }

    /** The first version that knows a special time; none knows any other negative one. */
    private static int sinceVersion(long special) {
        if (special == LATEST || special == EARLIEST) {
            return 1;
        }
        if (special == MAX_TIMESTAMP) {
            return 7;
        }
        if (special == EARLIEST_LOCAL) {
            return 8;
        }
        if (special == LATEST_TIERED) {
            return 9;
        }
        return special == EARLIEST_PENDING_UPLOAD ? 11 : Integer.MAX_VALUE;
    }

    private static ListOffsetsPartitionResponse answer(ListOffsetsPartition wanted, Partition partition, long end) {
        ListOffsetsPartitionResponse response =
                new ListOffsetsPartitionResponse().setPartitionIndex(wanted.partitionIndex());
        long time = wanted.timestamp();
        if (time == LATEST) {
            return response.setOffset(end).setLeaderEpoch(partition.leaderEpoch());
        }
        if (time == EARLIEST || time == EARLIEST_LOCAL) {
            return response.setOffset(partition.logStartOffset()).setLeaderEpoch(partition.startLeaderEpoch());
        }
        if (time == LATEST_TIERED || time == EARLIEST_PENDING_UPLOAD) {
            return response;
        }
        TimestampedOffset found =
                time == MAX_TIMESTAMP ? partition.offsetOfMaxTimestamp() : partition.offsetForTimestamp(time);
        return found != null && found.offset() < end
                ? response.setOffset(found.offset())
                        .setTimestamp(found.timestampMs())
                        .setLeaderEpoch(found.leaderEpoch())
                : response;
    }

    private static ListOffsetsPartitionResponse failed(ListOffsetsPartition wanted, ErrorCode error) {
        return new ListOffsetsPartitionResponse()
                .setPartitionIndex(wanted.partitionIndex())
                .setErrorCode(error.code());
    }
}
