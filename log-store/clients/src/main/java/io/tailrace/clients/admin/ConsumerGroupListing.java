package io.tailrace.clients.admin;

import io.tailrace.common.GroupState;
import io.tailrace.common.GroupType;
import java.util.Optional;

/** A group of consumers in a list. */
public record ConsumerGroupListing(
        String groupId, Optional<GroupState> groupState, Optional<GroupType> type, boolean isSimpleConsumerGroup) {

    public ConsumerGroupListing(String groupId, Optional<GroupState> groupState, boolean isSimpleConsumerGroup) {
        this(groupId, groupState, Optional.empty(), isSimpleConsumerGroup);
    }

    public ConsumerGroupListing(String groupId, boolean isSimpleConsumerGroup) {
        this(groupId, Optional.empty(), Optional.empty(), isSimpleConsumerGroup);
    }
}
