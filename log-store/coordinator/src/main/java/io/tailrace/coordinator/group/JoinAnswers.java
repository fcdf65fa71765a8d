package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to JoinGroup. */
final class JoinAnswers {

    private static final int NO_GENERATION = -1;
    private static final short FIRST_WITH_NULLABLE_PROTOCOL = 7;

    private JoinAnswers() {}

    static JoinGroupResponse error(ErrorCode error, String memberId, short version) {
        return new JoinGroupResponse()
                .setErrorCode(error.code())
                .setMemberId(memberId)
                .setGenerationId(NO_GENERATION)
                .setLeader("")
                .setProtocolType(null)
                .setProtocolName(version >= FIRST_WITH_NULLABLE_PROTOCOL ? null : "")
                .setMembers(new ArrayList<>());
    }

    /** The current generation; the leader also gets what it needs to make the assignment. */
    static JoinGroupResponse joined(ClassicGroup group, ClassicMember member, short version, boolean skipAssignment) {
        boolean isLeader = group.isLeader(member.memberId());
        return current(group, member.memberId(), orEmpty(group.leader()), version)
                .setMembers(isLeader ? memberList(group) : new ArrayList<>())
                .setSkipAssignment(skipAssignment && isLeader);
    }

    /** The current generation without the members. */
    static JoinGroupResponse current(ClassicGroup group, String memberId, String leader, short version) {
        String protocol = group.protocol();
        return new JoinGroupResponse()
                .setErrorCode(ErrorCode.NONE.code())
                .setMemberId(memberId)
                .setGenerationId(group.generation())
                .setLeader(leader)
                .setProtocolType(group.protocolType())
                .setProtocolName(version >= FIRST_WITH_NULLABLE_PROTOCOL ? protocol : orEmpty(protocol))
                .setMembers(new ArrayList<>());
    }

    private static List<JoinGroupResponse.JoinGroupResponseMember> memberList(ClassicGroup group) {
        List<JoinGroupResponse.JoinGroupResponseMember> members = new ArrayList<>(group.size());
        for (ClassicMember member : group.members()) {
            members.add(new JoinGroupResponse.JoinGroupResponseMember()
                    .setMemberId(member.memberId())
                    .setGroupInstanceId(member.groupInstanceId())
                    .setMetadata(member.metadata(group.protocol())));
        }
        return members;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
