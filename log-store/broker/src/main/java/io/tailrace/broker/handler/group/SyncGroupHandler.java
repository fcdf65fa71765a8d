package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.SyncGroupRequest;
import io.tailrace.protocol.message.SyncGroupResponse;
import java.util.concurrent.CompletableFuture;

/**
 * SyncGroup: answered when the leader has sent the assignment.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class SyncGroupHandler implements RequestHandler<SyncGroupRequest> {

    /** From here on a member says again what it believes the group agreed on. */
    private static final short PROTOCOL_SINCE = 5;

    private final GroupCoordinators groups;

    public SyncGroupHandler(GroupCoordinators groups) {
        this.groups = groups;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, SyncGroupRequest request, short version) {
        if (version >= PROTOCOL_SINCE && (request.protocolType() == null || request.protocolName() == null)) {
            return CompletableFuture.completedFuture(unavailable(ErrorCode.INCONSISTENT_GROUP_PROTOCOL));
        }
        return groups.serve(
                request.groupId(),
                context,
                version,
                (coordinator, sender, nowMs) -> coordinator.syncGroup(sender, request, nowMs),
                SyncGroupHandler::unavailable);
    }

    private static SyncGroupResponse unavailable(ErrorCode error) {
        return new SyncGroupResponse().setErrorCode(error.code());
    }
}
