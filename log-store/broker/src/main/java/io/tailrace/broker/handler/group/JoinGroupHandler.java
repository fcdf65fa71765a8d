package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import java.util.concurrent.CompletableFuture;

/**
 * JoinGroup: answered when the rebalance completes.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class JoinGroupHandler implements RequestHandler<JoinGroupRequest> {

    private final GroupCoordinators groups;

    public JoinGroupHandler(GroupCoordinators groups) {
        this.groups = groups;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, JoinGroupRequest request, short version) {
        return groups.serve(
                request.groupId(),
                context,
                version,
                (coordinator, sender, nowMs) -> coordinator.joinGroup(sender, request, nowMs),
                JoinGroupHandler::unavailable);
    }

    private static JoinGroupResponse unavailable(ErrorCode error) {
        return new JoinGroupResponse().setErrorCode(error.code());
    }
}
