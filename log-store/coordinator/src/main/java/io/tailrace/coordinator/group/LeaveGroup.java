package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.LeaveGroupResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LeaveGroup, versions 0 to 5. Up to 2 a member leaves. From 3 on members are removed in batches, and an administrator
 * may remove a static member by its instance id alone, with an empty member id. From 5 on with a reason (KIP-800).
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class LeaveGroup {

    private static final short FIRST_WITH_BATCH = 3;

    private final Groups groups;
    private final Rebalance rebalance;

    LeaveGroup(Groups groups, Rebalance rebalance) {
        this.groups = groups;
        this.rebalance = rebalance;
    }

    void handle(RequestContext context, LeaveGroupRequest request, Turn turn) {
        LeaveGroupResponse response = leave(context.apiVersion(), request, turn);
        turn.whenAppended(
                () -> turn.respond(context.handle(), response),
                error -> turn.respond(context.handle(), new LeaveGroupResponse().setErrorCode(error.code())));
    }

    private LeaveGroupResponse leave(short version, LeaveGroupRequest request, Turn turn) {
        if (request.groupId().isEmpty()) {
            return new LeaveGroupResponse().setErrorCode(ErrorCode.INVALID_GROUP_ID.code());
        }
        ClassicGroup group = groups.find(request.groupId());
        if (version < FIRST_WITH_BATCH) {
            ErrorCode error = leave(group, request.memberId(), null, "left", turn);
            return new LeaveGroupResponse().setErrorCode(error.code());
        }
        List<LeaveGroupResponse.MemberResponse> members = new ArrayList<>();
        for (LeaveGroupRequest.MemberIdentity member : request.members()) {
            String reason = "left, client reason: " + WireText.reason(member.reason());
            ErrorCode error = leave(group, member.memberId(), member.groupInstanceId(), reason, turn);
            members.add(new LeaveGroupResponse.MemberResponse()
                    .setMemberId(member.memberId())
                    .setGroupInstanceId(member.groupInstanceId())
                    .setErrorCode(error.code()));
        }
        return new LeaveGroupResponse().setMembers(members);
    }

    private ErrorCode leave(
            @Nullable ClassicGroup group, String memberId, @Nullable String instance, String reason, Turn turn) {
        if (group == null) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        String id = memberId;
        if (id.isEmpty()) {
            String current = instance == null ? null : group.memberIdOf(instance);
            if (current == null) {
                return ErrorCode.UNKNOWN_MEMBER_ID;
            }
            id = current;
        }
        if (instance == null && group.pendingMembers().contains(id)) {
            rebalance.removePending(group, id, turn);
            groups.dropIfVoid(group);
            return ErrorCode.NONE;
        }
        ErrorCode error = group.validate(id, instance);
        ClassicMember member = group.member(id);
        if (error != ErrorCode.NONE || member == null) {
            return error == ErrorCode.NONE ? ErrorCode.UNKNOWN_MEMBER_ID : error;
        }
        rebalance.removeMember(group, member, ErrorCode.UNKNOWN_MEMBER_ID, reason, turn);
        return ErrorCode.NONE;
    }
}
