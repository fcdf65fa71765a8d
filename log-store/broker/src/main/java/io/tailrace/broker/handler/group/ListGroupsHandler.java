package io.tailrace.broker.handler.group;

import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ListGroupsRequest;
import io.tailrace.protocol.message.ListGroupsResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * ListGroups: the groups of all shards. A shard that cannot be looked at makes the whole answer an error, so that no
 * client takes part of the groups for all of them.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class ListGroupsHandler implements RequestHandler<ListGroupsRequest> {

    private final GroupCoordinators groups;

    public ListGroupsHandler(GroupCoordinators groups) {
        this.groups = groups;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, ListGroupsRequest request, short version) {
        List<CompletableFuture<ListGroupsResponse>> answers = groups.readAll(
                coordinator -> coordinator.listGroups(version, request),
                error -> new ListGroupsResponse().setErrorCode(error.code()));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done ->
                        merge(answers.stream().map(CompletableFuture::join).toList()));
    }

    private static ListGroupsResponse merge(List<ListGroupsResponse> answers) {
        ListGroupsResponse merged = new ListGroupsResponse();
        for (ListGroupsResponse answer : answers) {
            if (answer.errorCode() != ErrorCode.NONE.code()) {
                return answer;
            }
            merged.groups().addAll(answer.groups());
        }
        return merged;
    }
}
