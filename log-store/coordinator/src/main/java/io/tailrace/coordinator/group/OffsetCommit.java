package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.OffsetRecord;
import io.tailrace.coordinator.record.OffsetValue;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetCommitResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * OffsetCommit, versions 2 to 10. Members commit with their id and generation. Clients that assign partitions to
 * themselves commit with generation -1 and no member id, which only a group without members accepts.
 *
 * <p>The retention time of versions 2 to 4 becomes the expiry of the offset itself.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class OffsetCommit {

    private static final long NO_RETENTION = -1;

    private final GroupCoordinatorConfig config;
    private final Groups groups;
    private final Rebalance rebalance;

    OffsetCommit(GroupCoordinatorConfig config, Groups groups, Rebalance rebalance) {
        this.config = config;
        this.groups = groups;
        this.rebalance = rebalance;
    }

    void handle(RequestContext context, OffsetCommitRequest request, Turn turn) {
        ErrorCode error = WireText.fits(request.groupId()) ? ErrorCode.NONE : ErrorCode.INVALID_GROUP_ID;
        ClassicGroup group = null;
        if (error == ErrorCode.NONE) {
            group = groups.find(request.groupId());
            error = group != null
                    ? validate(group, request)
                    : request.generationIdOrMemberEpoch() < 0 ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
        }
        if (error != ErrorCode.NONE) {
            turn.respond(context.handle(), failure(request, error));
            return;
        }
        ClassicMember member = group == null ? null : group.member(request.memberId());
        if (group != null && member != null) {
            rebalance.scheduleSession(group, member, turn);
        }
        OffsetCommitResponse response = answer(request, (topic, partition) -> commit(request, topic, partition, turn));
        turn.whenAppended(
                () -> turn.respond(context.handle(), response),
                failed -> turn.respond(context.handle(), failure(request, commitError(failed))));
    }

    private static ErrorCode validate(ClassicGroup group, OffsetCommitRequest request) {
        int generation = request.generationIdOrMemberEpoch();
        String memberId = request.memberId();
        String instance = request.groupInstanceId();
        boolean isEmpty = group.isIn(GroupState.EMPTY);
        if (generation < 0 && isEmpty) {
            return ErrorCode.NONE;
        }
        if (generation < 0 && memberId.isEmpty() && instance == null) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        ErrorCode error = group.validate(memberId, instance);
        if (error != ErrorCode.NONE) {
            return error;
        }
        if (generation != group.generation()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        return group.isIn(GroupState.COMPLETING_REBALANCE) ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
    }

    private ErrorCode commit(
            OffsetCommitRequest request,
            OffsetCommitRequest.OffsetCommitRequestTopic topic,
            OffsetCommitRequest.OffsetCommitRequestPartition partition,
            Turn turn) {
        String metadata = partition.committedMetadata() == null ? "" : partition.committedMetadata();
        if (metadata.length() > config.offsetMetadataMaxBytes() || !WireText.fits(metadata)) {
            return ErrorCode.OFFSET_METADATA_TOO_LARGE;
        }
        if (!WireText.fits(topic.name())) {
            return ErrorCode.INVALID_TOPIC_EXCEPTION;
        }
        long retentionMs = request.retentionTimeMs();
        long expiry = retentionMs == NO_RETENTION ? OffsetValue.NO_EXPIRY : saturatedSum(turn.nowMs(), retentionMs);
        turn.append(new OffsetRecord(
                request.groupId(),
                topic.name(),
                partition.partitionIndex(),
                new OffsetValue(
                        partition.committedOffset(),
                        partition.committedLeaderEpoch(),
                        metadata,
                        turn.nowMs(),
                        expiry)));
        return ErrorCode.NONE;
    }

    private static long saturatedSum(long nowMs, long retentionMs) {
        long sum = nowMs + Math.max(0, retentionMs);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Commits have an error of their own for records that are too large. */
    private static ErrorCode commitError(ErrorCode error) {
        return error == ErrorCode.UNKNOWN_SERVER_ERROR ? ErrorCode.INVALID_COMMIT_OFFSET_SIZE : error;
    }

    private static OffsetCommitResponse failure(OffsetCommitRequest request, ErrorCode error) {
        return answer(request, (topic, partition) -> error);
    }

    private static OffsetCommitResponse answer(
            OffsetCommitRequest request,
            BiFunction<
                            OffsetCommitRequest.OffsetCommitRequestTopic,
                            OffsetCommitRequest.OffsetCommitRequestPartition,
                            ErrorCode>
                    outcome) {
        List<OffsetCommitResponse.OffsetCommitResponseTopic> topics = new ArrayList<>();
        for (OffsetCommitRequest.OffsetCommitRequestTopic topic : request.topics()) {
            List<OffsetCommitResponse.OffsetCommitResponsePartition> partitions = new ArrayList<>();
            for (OffsetCommitRequest.OffsetCommitRequestPartition partition : topic.partitions()) {
                partitions.add(new OffsetCommitResponse.OffsetCommitResponsePartition()
                        .setPartitionIndex(partition.partitionIndex())
                        .setErrorCode(outcome.apply(topic, partition).code()));
            }
            topics.add(new OffsetCommitResponse.OffsetCommitResponseTopic()
                    .setName(topic.name())
                    .setTopicId(topic.topicId())
                    .setPartitions(partitions));
        }
        return new OffsetCommitResponse().setTopics(topics);
    }
}
