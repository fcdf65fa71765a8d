package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.OffsetDeleteRequest;
import io.tailrace.protocol.message.OffsetDeleteResponse;
import java.util.concurrent.CompletableFuture;

/**
 * OffsetDelete: forgets offsets of a group (KIP-496).
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class OffsetDeleteHandler implements RequestHandler<OffsetDeleteRequest> {

    private final GroupCoordinators groups;

    public OffsetDeleteHandler(GroupCoordinators groups) {
        this.groups = groups;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, OffsetDeleteRequest request, short version) {
        return groups.serve(
                request.groupId(),
                context,
                version,
                (coordinator, sender, nowMs) -> coordinator.offsetDelete(sender, request, nowMs),
                OffsetDeleteHandler::unavailable);
    }

    private static OffsetDeleteResponse unavailable(ErrorCode error) {
        return new OffsetDeleteResponse().setErrorCode(error.code());
    }
}
