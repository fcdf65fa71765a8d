package io.tailrace.clients.admin;

import io.tailrace.common.GroupState;
import io.tailrace.common.GroupType;
import java.util.Set;

/** Which groups {@link Admin#listConsumerGroups} is to give. <b>Threads:</b> one. */
public class ListConsumerGroupsOptions extends AbstractOptions<ListConsumerGroupsOptions> {
    private Set<GroupState> groupStates = Set.of();
    private Set<GroupType> types = Set.of();

    /** Only groups in these states; empty for any. */
    public ListConsumerGroupsOptions inGroupStates(Set<GroupState> states) {
        groupStates = Set.copyOf(states);
        return this;
    }

    /** Only groups of these types; empty for any. */
    public ListConsumerGroupsOptions withTypes(Set<GroupType> types) {
        this.types = Set.copyOf(types);
        return this;
    }

    public Set<GroupState> groupStates() {
        return groupStates;
    }

    public Set<GroupType> types() {
        return types;
    }
}
