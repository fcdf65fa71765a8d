package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.HeartbeatResponse;

/**
 * Heartbeat, versions 0 to 4: extends the session of a member, and tells it that it has to join again.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class Heartbeat {

    private final Groups groups;
    private final Rebalance rebalance;

    Heartbeat(Groups groups, Rebalance rebalance) {
        this.groups = groups;
        this.rebalance = rebalance;
    }

    void handle(RequestContext context, HeartbeatRequest request, Turn turn) {
        ErrorCode answer = answer(request, turn);
        turn.respond(context.handle(), new HeartbeatResponse().setErrorCode(answer.code()));
    }

    private ErrorCode answer(HeartbeatRequest request, Turn turn) {
        if (request.groupId().isEmpty()) {
            return ErrorCode.INVALID_GROUP_ID;
        }
        ClassicGroup group = groups.find(request.groupId());
        if (group == null) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        ErrorCode error = group.validate(request.memberId(), request.groupInstanceId());
        ClassicMember member = group.member(request.memberId());
        if (error != ErrorCode.NONE || member == null) {
            return error == ErrorCode.NONE ? ErrorCode.UNKNOWN_MEMBER_ID : error;
        }
        if (request.generationId() != group.generation()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        return switch (group.state()) {
            case EMPTY, DEAD -> ErrorCode.UNKNOWN_MEMBER_ID;
            case PREPARING_REBALANCE -> {
                rebalance.scheduleSession(group, member, turn);
                yield ErrorCode.REBALANCE_IN_PROGRESS;
            }
            // Members may send heartbeats before the assignment is there.
            case COMPLETING_REBALANCE, STABLE -> {
                rebalance.scheduleSession(group, member, turn);
                yield ErrorCode.NONE;
            }
        };
    }
}
