package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.GroupRecord;
import io.tailrace.coordinator.record.GroupValue;
import io.tailrace.coordinator.record.MemberValue;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.SyncGroupRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SyncGroup, versions 0 to 5: the leader delivers the assignment, and everybody fetches the own part of it. The
 * assignment counts from the moment it is in the log. Version 5 also checks the protocol (KIP-559).
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class SyncGroup {

    private final Groups groups;
    private final Rebalance rebalance;

    SyncGroup(Groups groups, Rebalance rebalance) {
        this.groups = groups;
        this.rebalance = rebalance;
    }

    void handle(RequestContext context, SyncGroupRequest request, Turn turn) {
        if (request.groupId().isEmpty()) {
            refuse(context, ErrorCode.INVALID_GROUP_ID, turn);
            return;
        }
        ClassicGroup group = groups.find(request.groupId());
        ClassicMember member = group == null ? null : group.member(request.memberId());
        ErrorCode error = group == null ? ErrorCode.UNKNOWN_MEMBER_ID : validate(group, request);
        if (error != ErrorCode.NONE || group == null || member == null) {
            refuse(context, error == ErrorCode.NONE ? ErrorCode.UNKNOWN_MEMBER_ID : error, turn);
            return;
        }
        switch (group.state()) {
            case EMPTY, DEAD -> refuse(context, ErrorCode.UNKNOWN_MEMBER_ID, turn);
            case PREPARING_REBALANCE -> refuse(context, ErrorCode.REBALANCE_IN_PROGRESS, turn);
            case COMPLETING_REBALANCE -> {
                park(member, context, turn);
                rebalance.syncReceived(group, member, turn);
                if (group.isLeader(member.memberId())) {
                    store(group, request, turn);
                }
            }
            case STABLE -> {
                rebalance.syncReceived(group, member, turn);
                turn.respond(context.handle(), SyncAnswers.assigned(group, member));
            }
        }
    }

    private static ErrorCode validate(ClassicGroup group, SyncGroupRequest request) {
        ErrorCode error = group.validate(request.memberId(), request.groupInstanceId());
        if (error != ErrorCode.NONE) {
            return error;
        }
        if (request.generationId() != group.generation()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        boolean differs = differs(request.protocolType(), group.protocolType())
                || differs(request.protocolName(), group.protocol());
        return differs ? ErrorCode.INCONSISTENT_GROUP_PROTOCOL : ErrorCode.NONE;
    }

    private static boolean differs(@Nullable String claimed, @Nullable String actual) {
        return claimed != null && !claimed.equals(actual);
    }

    private static void park(ClassicMember member, RequestContext context, Turn turn) {
        RequestContext earlier = member.awaitingSync();
        if (earlier != null) {
            turn.respond(earlier.handle(), SyncAnswers.error(ErrorCode.REBALANCE_IN_PROGRESS));
        }
        member.setAwaitingSync(context);
    }

    private void store(ClassicGroup group, SyncGroupRequest request, Turn turn) {
        Map<String, byte[]> assignments = new HashMap<>();
        request.assignments().forEach(a -> assignments.put(a.memberId(), a.assignment()));
        GroupValue value = group.toValue(assignments).at(turn.nowMs());
        turn.append(new GroupRecord(group.groupId(), value));
        turn.whenAppended(
                () -> {
                    for (MemberValue assigned : value.members()) {
                        ClassicMember member = group.member(assigned.memberId());
                        if (member != null) {
                            member.setAssignment(assigned.assignment());
                        }
                    }
                    group.enter(GroupState.STABLE, turn.nowMs());
                    turn.note(group.groupId(), "is stable in generation " + group.generation());
                    rebalance.propagateAssignment(group, turn);
                },
                error -> {
                    rebalance.failAssignment(group, error, turn);
                    rebalance.prepare(group, "the assignment could not be stored: " + error, turn);
                });
    }

    private static void refuse(RequestContext context, ErrorCode error, Turn turn) {
        turn.respond(context.handle(), SyncAnswers.error(error));
    }
}
