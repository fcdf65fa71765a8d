package io.tailrace.broker.handler.cluster;

import io.tailrace.broker.cluster.AdvertisedEndpoints;
import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.network.Endpoint;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.FindCoordinatorRequest;
import io.tailrace.protocol.message.FindCoordinatorResponse;
import io.tailrace.protocol.message.FindCoordinatorResponse.Coordinator;
import java.util.LinkedHashSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * FindCoordinator: this broker, for every group. The topic that keeps group state is created on the way.
 *
 * <p>Transactions are refused with the one error that every client takes as final; anything else they would ask again for ever.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class FindCoordinatorHandler implements RequestHandler<FindCoordinatorRequest> {

    private static final byte GROUP = 0;
    private static final byte TRANSACTION = 1;
    private static final short BATCHED_SINCE = 4;
    private static final String NO_TRANSACTIONS = "This server does not serve transactions: unset transactional.id";

    private final GroupCoordinators groups;
    private final AdvertisedEndpoints endpoints;

    public FindCoordinatorHandler(GroupCoordinators groups, AdvertisedEndpoints endpoints) {
        this.groups = groups;
        this.endpoints = endpoints;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, FindCoordinatorRequest request, short version) {
        if (request.keyType() == GROUP) {
            return groups.ensureTopic()
                    .exceptionally(failure -> ErrorCode.COORDINATOR_NOT_AVAILABLE)
                    .thenApply(error -> error == ErrorCode.NONE
                            ? answer(context, request, version, ErrorCode.NONE, null)
                            : answer(context, request, version, ErrorCode.COORDINATOR_NOT_AVAILABLE, null));
        }
        FindCoordinatorResponse refused = request.keyType() == TRANSACTION
                ? answer(context, request, version, ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, NO_TRANSACTIONS)
                : answer(
                        context,
                        request,
                        version,
                        ErrorCode.INVALID_REQUEST,
                        "expected coordinator key type 0 (group), actual " + request.keyType());
        return CompletableFuture.completedFuture(refused);
    }

    private FindCoordinatorResponse answer(
            RequestContext context,
            FindCoordinatorRequest request,
            short version,
            ErrorCode error,
            @Nullable String message) {
        Endpoint endpoint = endpoints.of(context.listener());
        boolean found = error == ErrorCode.NONE;
        int node = found ? endpoints.nodeId() : -1;
        String host = found ? endpoint.host() : "";
        int port = found ? endpoint.port() : -1;
        FindCoordinatorResponse response = new FindCoordinatorResponse();
        if (version < BATCHED_SINCE) {
            return response.setErrorCode(error.code())
                    .setErrorMessage(found ? "NONE" : message)
                    .setNodeId(node)
                    .setHost(host)
                    .setPort(port);
        }
        for (String key : new LinkedHashSet<>(request.coordinatorKeys())) {
            response.coordinators()
                    .add(new Coordinator()
                            .setKey(key)
                            .setErrorCode(error.code())
                            .setErrorMessage(message)
                            .setNodeId(node)
                            .setHost(host)
                            .setPort(port));
        }
        return response;
    }
}
