package io.tailrace.broker.handler.topic;

import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.topic.TopicNames;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DescribeConfigsRequest;
import io.tailrace.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.tailrace.protocol.message.DescribeConfigsResponse;
import io.tailrace.protocol.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.tailrace.protocol.message.DescribeConfigsResponse.DescribeConfigsResult;
import io.tailrace.protocol.message.DescribeConfigsResponse.DescribeConfigsSynonym;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * DescribeConfigs of topics, and of this server.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DescribeConfigsHandler implements RequestHandler<DescribeConfigsRequest> {

    private final MetadataQuorum quorum;
    private final ConfigDescriber configs;
    private final int nodeId;

    public DescribeConfigsHandler(MetadataQuorum quorum, ConfigDescriber configs, int nodeId) {
        this.quorum = quorum;
        this.configs = configs;
        this.nodeId = nodeId;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DescribeConfigsRequest request, short version) {
        DescribeConfigsResponse response = new DescribeConfigsResponse();
        Set<String> told =
                new HashSet<>(); // each once: a short request must not be answered with the same text a million times
        for (DescribeConfigsResource resource : request.resources()) {
            if (told.add(resource.resourceType() + ":" + resource.resourceName())) {
                response.results().add(describe(resource, request));
            }
        }
        return CompletableFuture.completedFuture(response);
    }

    private DescribeConfigsResult describe(DescribeConfigsResource resource, DescribeConfigsRequest request) {
        DescribeConfigsResult result = new DescribeConfigsResult()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName());
        String name = resource.resourceName();
        if (resource.resourceType() == ConfigResource.Type.TOPIC.id()) {
            MetadataImage image = quorum.image();
            if (image.topic(name) == null) {
                return TopicNames.problem(name) == null
                        ? failed(result, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "topic '" + name + "' does not exist")
                        : failed(result, ErrorCode.INVALID_TOPIC_EXCEPTION, TopicNames.problem(name));
            }
            return fill(
                    result,
                    configs.topic(image.configs(new ConfigResource(ConfigResource.Type.TOPIC, name))),
                    resource,
                    request);
        }
        if (resource.resourceType() == ConfigResource.Type.BROKER.id()) {
            if (name.isEmpty()) {
                return fill(result, List.of(), resource, request); // no defaults for all brokers are kept
            }
            return name.equals(Integer.toString(nodeId))
                    ? fill(result, configs.server(), resource, request)
                    : failed(
                            result,
                            ErrorCode.INVALID_REQUEST,
                            "expected broker id " + nodeId + " or an empty name, actual '" + name + "'");
        }
        if (resource.resourceType() == ConfigResource.Type.GROUP.id()) {
            return fill(result, List.of(), resource, request);
        }
        return failed(
                result,
                ErrorCode.INVALID_REQUEST,
                "expected a resource of type topic (2), broker (4) or group (32), actual " + resource.resourceType());
    }

    private static DescribeConfigsResult failed(
            DescribeConfigsResult result, ErrorCode error, @Nullable String message) {
        return result.setErrorCode(error.code()).setErrorMessage(message);
    }

    private static DescribeConfigsResult fill(
            DescribeConfigsResult result,
            List<ConfigDescriber.Entry> entries,
            DescribeConfigsResource resource,
            DescribeConfigsRequest request) {
        List<String> wanted = resource.configurationKeys();
        for (ConfigDescriber.Entry entry : entries) {
            if (wanted == null || wanted.isEmpty() || wanted.contains(entry.name())) {
                result.configs().add(describe(entry, request));
            }
        }
        return result;
    }

    private static DescribeConfigsResourceResult describe(ConfigDescriber.Entry entry, DescribeConfigsRequest request) {
        DescribeConfigsResourceResult described = new DescribeConfigsResourceResult()
                .setName(entry.name())
                .setValue(entry.value())
                .setReadOnly(entry.readOnly())
                .setConfigSource(entry.source().id())
                .setConfigType(entry.type());
        if (request.includeDocumentation()) {
            described.setDocumentation(entry.documentation());
        }
        if (request.includeSynonyms()) {
            for (ConfigDescriber.Synonym synonym : entry.synonyms()) {
                described
                        .synonyms()
                        .add(new DescribeConfigsSynonym()
                                .setName(synonym.name())
                                .setValue(synonym.value())
                                .setSource(synonym.source().id()));
            }
        }
        return described;
    }
}
