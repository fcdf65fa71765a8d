package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.SyncGroupResponse;

/** Answers to SyncGroup. */
final class SyncAnswers {

    private SyncAnswers() {}

    static SyncGroupResponse error(ErrorCode error) {
        return new SyncGroupResponse().setErrorCode(error.code()).setAssignment(ClassicMember.NO_ASSIGNMENT);
    }

    static SyncGroupResponse assigned(ClassicGroup group, ClassicMember member) {
        return new SyncGroupResponse()
                .setErrorCode(ErrorCode.NONE.code())
                .setProtocolType(group.protocolType())
                .setProtocolName(group.protocol())
                .setAssignment(member.assignment());
    }
}
