package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.DeleteGroupsRequest;
import io.tailrace.protocol.message.DeleteGroupsResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * DeleteGroups, versions 0 to 2: removes groups without members, with their offsets, in one batch of tombstones.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class DeleteGroups {

    private final Groups groups;

    DeleteGroups(Groups groups) {
        this.groups = groups;
    }

    void handle(RequestContext context, DeleteGroupsRequest request, Turn turn) {
        List<DeleteGroupsResponse.DeletableGroupResult> results = new ArrayList<>();
        for (String groupId : new LinkedHashSet<>(request.groupsNames())) {
            results.add(new DeleteGroupsResponse.DeletableGroupResult()
                    .setGroupId(groupId)
                    .setErrorCode(delete(groupId, turn).code()));
        }
        DeleteGroupsResponse response = new DeleteGroupsResponse().setResults(results);
        turn.whenAppended(() -> turn.respond(context.handle(), response), error -> {
            results.stream()
                    .filter(result -> result.errorCode() == ErrorCode.NONE.code())
                    .forEach(result -> result.setErrorCode(error.code()));
            turn.respond(context.handle(), response);
        });
    }

    private ErrorCode delete(String groupId, Turn turn) {
        ClassicGroup group = groups.find(groupId);
        if (group == null) {
            return ErrorCode.GROUP_ID_NOT_FOUND;
        }
        if (!group.isIn(GroupState.EMPTY)) {
            return ErrorCode.NON_EMPTY_GROUP;
        }
        groups.delete(group, turn);
        return ErrorCode.NONE;
    }
}
