package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.HeartbeatResponse;
import java.util.concurrent.CompletableFuture;

/**
 * Heartbeat of a group member.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class HeartbeatHandler implements RequestHandler<HeartbeatRequest> {

    private final GroupCoordinators groups;

    public HeartbeatHandler(GroupCoordinators groups) {
        this.groups = groups;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, HeartbeatRequest request, short version) {
        return groups.serve(
                request.groupId(),
                context,
                version,
                (coordinator, sender, nowMs) -> coordinator.heartbeat(sender, request, nowMs),
                HeartbeatHandler::unavailable);
    }

    private static HeartbeatResponse unavailable(ErrorCode error) {
        return new HeartbeatResponse().setErrorCode(error.code());
    }
}
