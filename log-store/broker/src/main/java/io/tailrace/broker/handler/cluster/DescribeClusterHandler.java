package io.tailrace.broker.handler.cluster;

import io.tailrace.broker.cluster.AdvertisedEndpoints;
import io.tailrace.broker.cluster.AuthorizedOperations;
import io.tailrace.broker.network.Endpoint;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DescribeClusterRequest;
import io.tailrace.protocol.message.DescribeClusterResponse;
import io.tailrace.protocol.message.DescribeClusterResponse.DescribeClusterBroker;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * DescribeCluster: the cluster's id and its brokers (KIP-700). Controllers have no listener of their own here, and asking for them is
 * answered as a broker of Kafka does.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DescribeClusterHandler implements RequestHandler<DescribeClusterRequest> {

    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;

    private final MetadataQuorum quorum;
    private final AdvertisedEndpoints endpoints;
    private final @Nullable String rack;

    public DescribeClusterHandler(MetadataQuorum quorum, AdvertisedEndpoints endpoints, @Nullable String rack) {
        this.quorum = quorum;
        this.endpoints = endpoints;
        this.rack = rack;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DescribeClusterRequest request, short version) {
        DescribeClusterResponse response = new DescribeClusterResponse();
        if (request.endpointType() != BROKERS) {
            ErrorCode error = request.endpointType() == CONTROLLERS
                    ? ErrorCode.MISMATCHED_ENDPOINT_TYPE
                    : ErrorCode.UNSUPPORTED_ENDPOINT_TYPE;
            return CompletableFuture.completedFuture(response.setErrorCode(error.code())
                    .setErrorMessage("expected endpoint type 1 (brokers), actual " + request.endpointType()));
        }
        Endpoint endpoint = endpoints.of(context.listener());
        String clusterId = quorum.image().clusterId();
        response.setClusterId(clusterId == null ? "" : clusterId)
                .setControllerId(endpoints.nodeId())
                .brokers()
                .add(new DescribeClusterBroker()
                        .setBrokerId(endpoints.nodeId())
                        .setHost(endpoint.host())
                        .setPort(endpoint.port())
                        .setRack(rack));
        if (request.includeClusterAuthorizedOperations()) {
            response.setClusterAuthorizedOperations(AuthorizedOperations.CLUSTER);
        }
        return CompletableFuture.completedFuture(response);
    }
}
