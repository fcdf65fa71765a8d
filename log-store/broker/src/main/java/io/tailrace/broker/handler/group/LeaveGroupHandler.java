package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.LeaveGroupResponse;
import java.util.concurrent.CompletableFuture;

/**
 * LeaveGroup: of one member, or of several from version 3 on.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class LeaveGroupHandler implements RequestHandler<LeaveGroupRequest> {

    private final GroupCoordinators groups;

    public LeaveGroupHandler(GroupCoordinators groups) {
        this.groups = groups;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, LeaveGroupRequest request, short version) {
        return groups.serve(
                request.groupId(),
                context,
                version,
                (coordinator, sender, nowMs) -> coordinator.leaveGroup(sender, request, nowMs),
                LeaveGroupHandler::unavailable);
    }

    private static LeaveGroupResponse unavailable(ErrorCode error) {
        return new LeaveGroupResponse().setErrorCode(error.code());
    }
}
