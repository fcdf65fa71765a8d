package io.tailrace.broker.handler.topic;

import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.AlterConfigResult;
import io.tailrace.metadata.ConfigReplacement;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.AlterConfigsRequest;
import io.tailrace.protocol.message.AlterConfigsRequest.AlterConfigsResource;
import io.tailrace.protocol.message.AlterConfigsResponse;
import io.tailrace.protocol.message.AlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * AlterConfigs: replaces all overrides of a resource. Older clients have nothing else.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class AlterConfigsHandler implements RequestHandler<AlterConfigsRequest> {

    private final MetadataQuorum quorum;

    public AlterConfigsHandler(MetadataQuorum quorum) {
        this.quorum = quorum;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, AlterConfigsRequest request, short version) {
        AlterConfigsResponse response = new AlterConfigsResponse();
        List<ConfigReplacement> replacements = new ArrayList<>();
        for (AlterConfigsResource resource : request.resources()) {
            ConfigResource.Type type = ConfigResource.Type.forId(resource.resourceType());
            if (type == ConfigResource.Type.UNKNOWN) {
                response.responses()
                        .add(new AlterConfigsResourceResponse()
                                .setResourceType(resource.resourceType())
                                .setResourceName(resource.resourceName())
                                .setErrorCode(ErrorCode.INVALID_REQUEST.code())
                                .setErrorMessage("unknown resource type " + resource.resourceType()));
                continue;
            }
            Map<String, String> overrides = new HashMap<>();
            resource.configs().forEach(config -> overrides.put(config.name(), config.value()));
            replacements.add(new ConfigReplacement(new ConfigResource(type, resource.resourceName()), overrides));
        }
        return quorum.submit(new MetadataCommand.ReplaceConfigs(replacements, request.validateOnly()))
                .thenApply(results -> answer(response, results));
    }

    private static AlterConfigsResponse answer(AlterConfigsResponse response, List<AlterConfigResult> results) {
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
