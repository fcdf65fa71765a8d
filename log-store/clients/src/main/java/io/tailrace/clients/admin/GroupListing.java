package io.tailrace.clients.admin;

import io.tailrace.common.GroupState;
import io.tailrace.common.GroupType;
import java.util.Optional;

/** A group in a list. */
public record GroupListing(String groupId, Optional<GroupType> type, String protocol, Optional<GroupState> groupState) {

    /** Whether the group only commits offsets and has no members. */
    public boolean isSimpleConsumerGroup() {
        return type.filter(GroupType.CLASSIC::equals).isPresent() && protocol.isEmpty();
    }
}
