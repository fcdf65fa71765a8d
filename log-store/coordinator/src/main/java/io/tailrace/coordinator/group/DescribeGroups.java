package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.DescribeGroupsRequest;
import io.tailrace.protocol.message.DescribeGroupsResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * DescribeGroups, versions 0 to 6. Subscriptions and assignments are told of stable groups only. A group that does not
 * exist is dead without an error up to 5, and {@code GROUP_ID_NOT_FOUND} from 6 on (KIP-1043).
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class DescribeGroups {

    private static final short FIRST_WITH_NOT_FOUND = 6;
    private static final byte[] NOTHING = new byte[0];

    private final Groups groups;

    DescribeGroups(Groups groups) {
        this.groups = groups;
    }

    DescribeGroupsResponse handle(short version, DescribeGroupsRequest request) {
        List<DescribeGroupsResponse.DescribedGroup> described = new ArrayList<>();
        for (String groupId : request.groups()) {
            ClassicGroup group = groups.find(groupId);
            described.add(group == null ? missing(groupId, version) : describe(group));
        }
        return new DescribeGroupsResponse().setGroups(described);
    }

    private static DescribeGroupsResponse.DescribedGroup missing(String groupId, short version) {
        DescribeGroupsResponse.DescribedGroup described = new DescribeGroupsResponse.DescribedGroup()
                .setGroupId(groupId)
                .setGroupState(GroupState.DEAD.wireName())
                .setErrorCode(ErrorCode.NONE.code());
        return version >= FIRST_WITH_NOT_FOUND
                ? described
                        .setErrorCode(ErrorCode.GROUP_ID_NOT_FOUND.code())
                        .setErrorMessage("Group " + groupId + " not found.")
                : described;
    }

    private static DescribeGroupsResponse.DescribedGroup describe(ClassicGroup group) {
        boolean isStable = group.isIn(GroupState.STABLE);
        String protocol = group.protocol();
        List<DescribeGroupsResponse.DescribedGroupMember> members = new ArrayList<>(group.size());
        for (ClassicMember member : group.members()) {
            members.add(new DescribeGroupsResponse.DescribedGroupMember()
                    .setMemberId(member.memberId())
                    .setGroupInstanceId(member.groupInstanceId())
                    .setClientId(member.clientId())
                    .setClientHost(member.clientHost())
                    .setMemberMetadata(isStable ? member.metadata(protocol) : NOTHING)
                    .setMemberAssignment(isStable ? member.assignment() : NOTHING));
        }
        return new DescribeGroupsResponse.DescribedGroup()
                .setErrorCode(ErrorCode.NONE.code())
                .setGroupId(group.groupId())
                .setGroupState(group.state().wireName())
                .setProtocolType(group.protocolType())
                .setProtocolData(isStable && protocol != null ? protocol : "")
                .setMembers(members);
    }
}
