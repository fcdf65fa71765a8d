package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DeleteGroupsRequest;
import io.tailrace.protocol.message.DeleteGroupsResponse;
import io.tailrace.protocol.message.DeleteGroupsResponse.DeletableGroupResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * DeleteGroups: several groups, each of which may live in another shard.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DeleteGroupsHandler implements RequestHandler<DeleteGroupsRequest> {

    private final GroupCoordinators groups;

    public DeleteGroupsHandler(GroupCoordinators groups) {
        this.groups = groups;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DeleteGroupsRequest request, short version) {
        List<CompletableFuture<? extends ApiMessage>> answers = new ArrayList<>();
        for (String groupId : new LinkedHashSet<>(request.groupsNames())) {
            DeleteGroupsRequest single = new DeleteGroupsRequest().setGroupsNames(List.of(groupId));
            answers.add(groups.serve(
                    groupId,
                    context,
                    version,
                    (coordinator, sender, nowMs) -> coordinator.deleteGroups(sender, single, nowMs),
                    error -> new DeleteGroupsResponse()
                            .setResults(List.of(new DeletableGroupResult()
                                    .setGroupId(groupId)
                                    .setErrorCode(error.code())))));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    DeleteGroupsResponse response = new DeleteGroupsResponse();
                    answers.forEach(
                            answer -> response.results().addAll(((DeleteGroupsResponse) answer.join()).results()));
                    return response;
                });
    }
}
