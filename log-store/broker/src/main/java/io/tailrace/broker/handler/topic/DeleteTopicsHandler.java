package io.tailrace.broker.handler.topic;

import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.metadata.DeleteTopicResult;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.TopicRef;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.Uuids;
import io.tailrace.protocol.message.DeleteTopicsRequest;
import io.tailrace.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import io.tailrace.protocol.message.DeleteTopicsResponse;
import io.tailrace.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * DeleteTopics: by name, or from version 6 on by id.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DeleteTopicsHandler implements RequestHandler<DeleteTopicsRequest> {

    private static final short STATES_SINCE = 6;
    private static final short DISABLED_ERROR_SINCE = 3;

    private final MetadataQuorum quorum;
    private final boolean enabled;

    /** @param enabled {@code delete.topic.enable} */
    public DeleteTopicsHandler(MetadataQuorum quorum, boolean enabled) {
        this.quorum = quorum;
        this.enabled = enabled;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DeleteTopicsRequest request, short version) {
        List<TopicRef> topics = new ArrayList<>();
        if (version >= STATES_SINCE) {
            for (DeleteTopicState state : request.topics()) {
                topics.add(new TopicRef(state.name(), state.topicId().equals(Uuids.ZERO) ? null : state.topicId()));
            }
        } else {
            request.topicNames().forEach(name -> topics.add(new TopicRef(name, null)));
        }
        if (!enabled) {
            return CompletableFuture.completedFuture(disabled(topics, version));
        }
        return quorum.submit(new MetadataCommand.DeleteTopics(topics)).thenApply(results -> answer(results, version));
    }

    private static DeleteTopicsResponse disabled(List<TopicRef> topics, short version) {
        ErrorCode error =
                version >= DISABLED_ERROR_SINCE ? ErrorCode.TOPIC_DELETION_DISABLED : ErrorCode.INVALID_REQUEST;
        List<DeleteTopicResult> results = new ArrayList<>();
        topics.forEach(topic -> results.add(new DeleteTopicResult(
                topic.name(), topic.id(), error, "topic deletion is switched off (delete.topic.enable)")));
        return answer(results, version);
    }

    private static DeleteTopicsResponse answer(List<DeleteTopicResult> results, short version) {
        DeleteTopicsResponse response = new DeleteTopicsResponse();
        for (DeleteTopicResult result : results) {
            String name = result.name() == null && version < STATES_SINCE ? "" : result.name();
            response.responses()
                    .add(new DeletableTopicResult()
                            .setName(name)
                            .setTopicId(result.id() == null ? Uuids.ZERO : result.id())
                            .setErrorCode(result.error().code())
                            .setErrorMessage(result.message()));
        }
        return response;
    }
}
