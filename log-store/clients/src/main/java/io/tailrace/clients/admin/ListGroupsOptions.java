package io.tailrace.clients.admin;

import io.tailrace.common.GroupState;
import io.tailrace.common.GroupType;
import java.util.Set;

/** Which groups {@link Admin#listGroups} is to give. <b>Threads:</b> one. */
public class ListGroupsOptions extends AbstractOptions<ListGroupsOptions> {
    private Set<GroupState> groupStates = Set.of();
    private Set<String> protocolTypes = Set.of();
    private Set<GroupType> types = Set.of();

    /** Options for groups of consumers, of either protocol. */
    public static ListGroupsOptions forConsumerGroups() {
        return new ListGroupsOptions()
                .withTypes(Set.of(GroupType.CLASSIC, GroupType.CONSUMER))
                .withProtocolTypes(Set.of("", "consumer"));
    }

    /** Only groups in these states; empty for any. */
    public ListGroupsOptions inGroupStates(Set<GroupState> states) {
        groupStates = Set.copyOf(states);
        return this;
    }

    /** Only groups of these protocol types; empty for any. The type {@code ""} means groups that only commit offsets. */
    public ListGroupsOptions withProtocolTypes(Set<String> protocolTypes) {
        this.protocolTypes = Set.copyOf(protocolTypes);
        return this;
    }

    /** Only groups of these types; empty for any. */
    public ListGroupsOptions withTypes(Set<GroupType> types) {
        this.types = Set.copyOf(types);
        return this;
    }

    public Set<GroupState> groupStates() {
        return groupStates;
    }

    public Set<String> protocolTypes() {
        return protocolTypes;
    }

    public Set<GroupType> types() {
        return types;
    }
}
