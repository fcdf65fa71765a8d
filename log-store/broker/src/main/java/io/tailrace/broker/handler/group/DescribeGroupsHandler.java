package io.tailrace.broker.handler.group;

import io.tailrace.broker.cluster.AuthorizedOperations;
import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DescribeGroupsRequest;
import io.tailrace.protocol.message.DescribeGroupsResponse;
import io.tailrace.protocol.message.DescribeGroupsResponse.DescribedGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * DescribeGroups: several groups, each of which may live in another shard.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class DescribeGroupsHandler implements RequestHandler<DescribeGroupsRequest> {

    private final GroupCoordinators groups;

    public DescribeGroupsHandler(GroupCoordinators groups) {
        this.groups = groups;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, DescribeGroupsRequest request, short version) {
        List<CompletableFuture<DescribedGroup>> answers = new ArrayList<>();
        for (String groupId : new LinkedHashSet<>(request.groups())) {
            DescribeGroupsRequest single = new DescribeGroupsRequest().setGroups(List.of(groupId));
            answers.add(groups.read(
                    groupId,
                    coordinator ->
                            coordinator.describeGroups(version, single).groups().get(0),
                    error -> new DescribedGroup().setGroupId(groupId).setErrorCode(error.code())));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    DescribeGroupsResponse response = new DescribeGroupsResponse();
                    for (CompletableFuture<DescribedGroup> answer : answers) {
                        DescribedGroup group = answer.join();
                        if (request.includeAuthorizedOperations() && group.errorCode() == ErrorCode.NONE.code()) {
                            group.setAuthorizedOperations(AuthorizedOperations.GROUP);
                        }
                        response.groups().add(group);
                    }
                    return response;
                });
    }
}
