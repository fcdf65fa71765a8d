package io.tailrace.broker.handler.topic;

import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.metadata.CreateTopicResult;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.NewTopic;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.CreateTopicsRequest;
import io.tailrace.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.tailrace.protocol.message.CreateTopicsResponse;
import io.tailrace.protocol.message.CreateTopicsResponse.CreatableTopicConfigs;
import io.tailrace.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * CreateTopics. Answered when the topics are in the metadata log, which is at once; the request's time limit has no
 * part in it.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class CreateTopicsHandler implements RequestHandler<CreateTopicsRequest> {

    private final MetadataQuorum quorum;
    private final ConfigDescriber configs;

    public CreateTopicsHandler(MetadataQuorum quorum, ConfigDescriber configs) {
        this.quorum = quorum;
        this.configs = configs;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, CreateTopicsRequest request, short version) {
        List<NewTopic> topics = new ArrayList<>();
        request.topics().forEach(topic -> topics.add(newTopic(topic)));
        return quorum.submit(new MetadataCommand.CreateTopics(topics, request.validateOnly()))
                .thenApply(this::answer);
    }

    private static NewTopic newTopic(CreatableTopic topic) {
        Map<Integer, List<Integer>> assignments = new HashMap<>();
        topic.assignments().forEach(assignment -> assignments.put(assignment.partitionIndex(), assignment.brokerIds()));
        Map<String, String> overrides = new HashMap<>();
        topic.configs().forEach(config -> overrides.put(config.name(), config.value()));
        return new NewTopic(topic.name(), topic.numPartitions(), topic.replicationFactor(), assignments, overrides);
    }

    private CreateTopicsResponse answer(List<CreateTopicResult> results) {
        CreateTopicsResponse response = new CreateTopicsResponse();
        for (CreateTopicResult result : results) {
            CreatableTopicResult answer = new CreatableTopicResult()
                    .setName(result.name())
                    .setErrorCode(result.error().code())
                    .setErrorMessage(result.message());
            if (result.error() == ErrorCode.NONE) {
                answer.setTopicId(result.id())
                        .setNumPartitions(result.partitions())
                        .setReplicationFactor(result.replicationFactor())
                        .setConfigs(describe(result.configs()));
            }
            response.topics().add(answer);
        }
        return response;
    }

    private List<CreatableTopicConfigs> describe(Map<String, String> overrides) {
        List<CreatableTopicConfigs> described = new ArrayList<>();
        for (ConfigDescriber.Entry entry : configs.topic(overrides)) {
            described.add(new CreatableTopicConfigs()
                    .setName(entry.name())
                    .setValue(entry.value())
                    .setConfigSource(entry.source().id()));
        }
        return described;
    }
}
