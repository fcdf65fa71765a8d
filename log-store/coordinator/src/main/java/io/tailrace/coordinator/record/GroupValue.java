package io.tailrace.coordinator.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as the last finished rebalance left it: stable if it has members, empty otherwise.
 *
 * @param protocolType what kind of group it is ({@code consumer}, {@code connect}, …); empty if nobody ever joined
 * @param protocol the protocol chosen among those that every member offered; null without members
 * @param leader member id of the leader; null without members
 * @param stateTimestampMs wall-clock time of the last change of state, or -1 in records of old versions
 */
public record GroupValue(
        String protocolType,
        int generation,
        @Nullable String protocol,
        @Nullable String leader,
        long stateTimestampMs,
        List<MemberValue> members) {

    public GroupValue {
        members = List.copyOf(members);
    }

    public GroupValue at(long newStateTimestampMs) {
        return new GroupValue(protocolType, generation, protocol, leader, newStateTimestampMs, members);
    }
}
