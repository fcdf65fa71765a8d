package io.tailrace.broker.handler.data;

import io.tailrace.broker.fetch.FetchLimits;
import io.tailrace.broker.fetch.FetchTarget;
import io.tailrace.broker.fetch.FetchedPartition;
import io.tailrace.broker.fetch.Fetcher;
import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.PartitionException;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.FetchRequest;
import io.tailrace.protocol.message.FetchRequest.FetchPartition;
import io.tailrace.protocol.message.FetchRequest.FetchTopic;
import io.tailrace.protocol.message.FetchResponse;
import io.tailrace.protocol.message.FetchResponse.AbortedTransaction;
import io.tailrace.protocol.message.FetchResponse.EpochEndOffset;
import io.tailrace.protocol.message.FetchResponse.FetchableTopicResponse;
import io.tailrace.protocol.message.FetchResponse.PartitionData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Fetch for consumers. Every request is answered without a fetch session (KIP-227 lets a broker decline one by session
 * id 0): with the partitions all led here there is nothing to save but a few bytes a partition.
 *
 * <p>Who reads committed records only gets them up to the last stable offset, together with the aborted transactions among
 * them, which the client leaves out (KIP-98).
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class FetchHandler implements RequestHandler<FetchRequest> {

    private static final short TOPIC_IDS_SINCE = 13;
    private static final int SESSIONLESS_EPOCH = -1;
    private static final int NEW_SESSION_EPOCH = 0;
    private static final byte READ_COMMITTED = 1;

    private final Fetcher fetcher;
    private final PartitionTable partitions;
    private final int maxBytes;

    /** @param maxBytes most bytes in one response, whatever the client asks for */
    public FetchHandler(Fetcher fetcher, PartitionTable partitions, int maxBytes) {
        this.fetcher = fetcher;
        this.partitions = partitions;
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(RequestContext context, FetchRequest request, short version) {
        if (request.sessionId() != 0
                && request.sessionEpoch() != SESSIONLESS_EPOCH
                && request.sessionEpoch() != NEW_SESSION_EPOCH) {
            return CompletableFuture.completedFuture(
                    new FetchResponse().setErrorCode(ErrorCode.FETCH_SESSION_ID_NOT_FOUND.code()));
        }
        boolean committed = request.isolationLevel() == READ_COMMITTED;
        boolean follower = request.replicaId() >= 0 || request.replicaState().replicaId() >= 0;
        List<FetchTarget> targets = new ArrayList<>();
        for (FetchTopic topic : request.topics()) {
            for (FetchPartition partition : topic.partitions()) {
                targets.add(target(topic, partition, version, follower, committed));
            }
        }
        FetchLimits limits = new FetchLimits(
                request.minBytes(), Math.max(0, Math.min(request.maxBytes(), maxBytes)), request.maxWaitMs());
        return fetcher.fetch(targets, limits, context).thenApply(FetchHandler::response);
    }

    private FetchTarget target(
            FetchTopic topic, FetchPartition wanted, short version, boolean follower, boolean committed) {
        Partition partition = null;
        ErrorCode error = ErrorCode.NONE;
        if (follower) {
            error = ErrorCode.NOT_LEADER_OR_FOLLOWER; // no other broker replicates from this one
        } else {
            try {
                partition = version >= TOPIC_IDS_SINCE
                        ? partitions.require(topic.topicId(), wanted.partition())
                        : partitions.require(topic.topic(), wanted.partition());
            } catch (PartitionException e) {
                error = e.error();
            }
        }
        return new FetchTarget(
                topic.topic(),
                topic.topicId(),
                wanted.partition(),
                partition,
                error,
                wanted.currentLeaderEpoch(),
                wanted.fetchOffset(),
                wanted.lastFetchedEpoch(),
                Math.max(0, wanted.partitionMaxBytes()),
                committed);
    }

    private static FetchResponse response(List<FetchedPartition> results) {
        FetchResponse response = new FetchResponse();
        FetchableTopicResponse topic = null;
        for (FetchedPartition result : results) {
            FetchTarget target = result.target();
            if (topic == null
                    || !topic.topicId().equals(target.topicId())
                    || !topic.topic().equals(target.topic())) {
                topic = new FetchableTopicResponse().setTopic(target.topic()).setTopicId(target.topicId());
                response.responses().add(topic);
            }
            topic.partitions().add(partition(result));
        }
        return response;
    }

    private static PartitionData partition(FetchedPartition result) {
        PartitionData data = new PartitionData()
                .setPartitionIndex(result.target().index())
                .setErrorCode(result.error().code())
                .setHighWatermark(result.highWatermark())
                .setLastStableOffset(result.lastStableOffset())
                .setLogStartOffset(result.logStartOffset())
                .setAbortedTransactions(aborted(result))
                .setRecords(result.records());
        if (result.diverging() != null) {
            data.setDivergingEpoch(new EpochEndOffset()
                    .setEpoch(result.diverging().epoch())
                    .setEndOffset(result.diverging().endOffset()));
        }
        return data;
    }

    private static @Nullable List<AbortedTransaction> aborted(FetchedPartition result) {
        return result.aborted() == null
                ? null
                : result.aborted().stream()
                        .map(one -> new AbortedTransaction()
                                .setProducerId(one.producerId())
                                .setFirstOffset(one.firstOffset()))
                        .toList();
    }
}
