package io.tailrace.broker.handler.topic;

import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.AlterConfigResult;
import io.tailrace.metadata.ConfigChange;
import io.tailrace.metadata.ConfigOp;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.IncrementalAlterConfigsRequest;
import io.tailrace.protocol.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.tailrace.protocol.message.IncrementalAlterConfigsRequest.AlterableConfig;
import io.tailrace.protocol.message.IncrementalAlterConfigsResponse;
import io.tailrace.protocol.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * IncrementalAlterConfigs: changes single keys (KIP-339).
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class IncrementalAlterConfigsHandler implements RequestHandler<IncrementalAlterConfigsRequest> {

    private final MetadataQuorum quorum;

    public IncrementalAlterConfigsHandler(MetadataQuorum quorum) {
        this.quorum = quorum;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, IncrementalAlterConfigsRequest request, short version) {
        IncrementalAlterConfigsResponse response = new IncrementalAlterConfigsResponse();
        List<ConfigChange> changes = new ArrayList<>();
        for (AlterConfigsResource resource : request.resources()) {
            ConfigResource.Type type = ConfigResource.Type.forId(resource.resourceType());
            List<ConfigOp> ops = ops(resource);
            if (type == ConfigResource.Type.UNKNOWN || ops == null) {
                response.responses()
                        .add(new AlterConfigsResourceResponse()
                                .setResourceType(resource.resourceType())
                                .setResourceName(resource.resourceName())
                                .setErrorCode(ErrorCode.INVALID_REQUEST.code())
                                .setErrorMessage(
                                        ops != null
                                                ? "unknown resource type " + resource.resourceType()
                                                : "expected operations 0 (set) to 3 (subtract)"));
            } else {
                changes.add(new ConfigChange(new ConfigResource(type, resource.resourceName()), ops));
            }
        }
        return quorum.submit(new MetadataCommand.AlterConfigs(changes, request.validateOnly()))
                .thenApply(results -> answer(response, results));
    }

    private static @Nullable List<ConfigOp> ops(AlterConfigsResource resource) {
        List<ConfigOp> ops = new ArrayList<>();
        for (AlterableConfig config : resource.configs()) {
            ConfigOp.Kind kind = ConfigOp.Kind.forId(config.configOperation());
            if (kind == null) {
                return null;
            }
            ops.add(new ConfigOp(config.name(), kind, config.value()));
        }
        return ops;
    }

    private static IncrementalAlterConfigsResponse answer(
            IncrementalAlterConfigsResponse response, List<AlterConfigResult> results) {
        for (AlterConfigResult result : results) {
            response.responses()
                    .add(new AlterConfigsResourceResponse()
                            .setResourceType(result.resource().type().id())
                            .setResourceName(result.resource().name())
                            .setErrorCode(result.error().code())
                            .setErrorMessage(result.message()));
        }
        return response;
    }
}
