package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.ListGroupsRequest;
import io.tailrace.protocol.message.ListGroupsResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * ListGroups, versions 0 to 5, sorted by id. Filters by state (from 4 on, KIP-518) and type (from 5 on, KIP-848)
 * compare names without regard to case; an empty filter lets everything pass, a name that does not exist nothing.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class ListGroups {

    private static final String CLASSIC = "classic";

    private final Groups groups;

    ListGroups(Groups groups) {
        this.groups = groups;
    }

    ListGroupsResponse handle(ListGroupsRequest request) {
        List<ListGroupsResponse.ListedGroup> listed = new ArrayList<>();
        if (passes(request.typesFilter(), CLASSIC)) {
            for (String groupId : groups.ids()) {
                ClassicGroup group = groups.find(groupId);
                if (group != null
                        && passes(request.statesFilter(), group.state().wireName())) {
                    listed.add(new ListGroupsResponse.ListedGroup()
                            .setGroupId(groupId)
                            .setProtocolType(group.protocolType())
                            .setGroupState(group.state().wireName())
                            .setGroupType(CLASSIC));
                }
            }
        }
        return new ListGroupsResponse().setErrorCode(ErrorCode.NONE.code()).setGroups(listed);
    }

    private static boolean passes(List<String> filter, String name) {
        return filter.isEmpty() || filter.stream().anyMatch(name::equalsIgnoreCase);
    }
}
