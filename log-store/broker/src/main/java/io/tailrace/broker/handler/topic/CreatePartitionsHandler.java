package io.tailrace.broker.handler.topic;

import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.metadata.CreatePartitionsResult;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.NewPartitions;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.CreatePartitionsRequest;
import io.tailrace.protocol.message.CreatePartitionsRequest.CreatePartitionsTopic;
import io.tailrace.protocol.message.CreatePartitionsResponse;
import io.tailrace.protocol.message.CreatePartitionsResponse.CreatePartitionsTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * CreatePartitions: adds partitions to topics (KIP-195).
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class CreatePartitionsHandler implements RequestHandler<CreatePartitionsRequest> {

    private final MetadataQuorum quorum;

    public CreatePartitionsHandler(MetadataQuorum quorum) {
        this.quorum = quorum;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, CreatePartitionsRequest request, short version) {
        List<NewPartitions> topics = new ArrayList<>();
        for (CreatePartitionsTopic topic : request.topics()) {
            List<List<Integer>> assignments = null;
            if (topic.assignments() != null) {
                assignments = new ArrayList<>();
                for (CreatePartitionsRequest.CreatePartitionsAssignment assignment : topic.assignments()) {
                    assignments.add(assignment.brokerIds());
                }
            }
            topics.add(new NewPartitions(topic.name(), topic.count(), assignments));
        }
        return quorum.submit(new MetadataCommand.CreatePartitions(topics, request.validateOnly()))
                .thenApply(CreatePartitionsHandler::answer);
    }

    private static CreatePartitionsResponse answer(List<CreatePartitionsResult> results) {
        CreatePartitionsResponse response = new CreatePartitionsResponse();
        for (CreatePartitionsResult result : results) {
            response.results()
                    .add(new CreatePartitionsTopicResult()
                            .setName(result.topic())
                            .setErrorCode(result.error().code())
                            .setErrorMessage(result.message()));
        }
        return response;
    }
}
