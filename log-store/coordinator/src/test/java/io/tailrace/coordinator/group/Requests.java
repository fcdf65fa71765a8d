package io.tailrace.coordinator.group;

import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.SyncGroupRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of a group {@code g} with usual settings. */
final class Requests {

    static final String GROUP = "g";
    static final int SESSION_MS = 10_000;
    static final int REBALANCE_MS = 60_000;

    private Requests() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static JoinGroupRequest join(String memberId, String... protocols) {
        JoinGroupRequest request = new JoinGroupRequest()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setSessionTimeoutMs(SESSION_MS)
                .setRebalanceTimeoutMs(REBALANCE_MS)
                .setProtocolType("consumer")
                .setProtocols(new ArrayList<>());
        for (String protocol : protocols.length == 0 ? new String[] {"range"} : protocols) {
            request.protocols()
                    .add(new JoinGroupRequest.JoinGroupRequestProtocol()
                            .setName(protocol)
                            .setMetadata(bytes("metadata of " + protocol)));
        }
        return request;
    }

    static JoinGroupRequest joinStatic(String memberId, String instance, String... protocols) {
        return join(memberId, protocols).setGroupInstanceId(instance);
    }

    static SyncGroupRequest sync(JoinGroupResponse joined, Map<String, String> assignments) {
        List<SyncGroupRequest.SyncGroupRequestAssignment> list = new ArrayList<>();
        assignments.forEach((member, assignment) -> list.add(new SyncGroupRequest.SyncGroupRequestAssignment()
                .setMemberId(member)
                .setAssignment(bytes(assignment))));
        return new SyncGroupRequest()
                .setGroupId(GROUP)
                .setMemberId(joined.memberId())
                .setGenerationId(joined.generationId())
                .setAssignments(list);
    }

    static SyncGroupRequest sync(JoinGroupResponse joined) {
        return sync(joined, Map.of());
    }

    static HeartbeatRequest heartbeat(String memberId, int generation) {
        return new HeartbeatRequest().setGroupId(GROUP).setMemberId(memberId).setGenerationId(generation);
    }

    static LeaveGroupRequest leave(String memberId) {
        return leave(memberId, null);
    }

    static LeaveGroupRequest leave(String memberId, @Nullable String instance) {
        return new LeaveGroupRequest()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setMembers(new ArrayList<>(List.of(new LeaveGroupRequest.MemberIdentity()
                        .setMemberId(memberId)
                        .setGroupInstanceId(instance)
                        .setReason("shutdown"))));
    }

    static OffsetCommitRequest commit(String memberId, int generation, String topic, int partition, long offset) {
        return new OffsetCommitRequest()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setGenerationIdOrMemberEpoch(generation)
                .setTopics(new ArrayList<>(List.of(new OffsetCommitRequest.OffsetCommitRequestTopic()
                        .setName(topic)
                        .setPartitions(new ArrayList<>(List.of(new OffsetCommitRequest.OffsetCommitRequestPartition()
                                .setPartitionIndex(partition)
                                .setCommittedOffset(offset)
                                .setCommittedLeaderEpoch(3)
                                .setCommittedMetadata("note")))))));
    }

    static OffsetCommitRequest simpleCommit(String topic, int partition, long offset) {
        return commit("", -1, topic, partition, offset);
    }

    static OffsetFetchRequest fetchAll(String group) {
        return new OffsetFetchRequest()
                .setGroups(new ArrayList<>(List.of(new OffsetFetchRequest.OffsetFetchRequestGroup()
                        .setGroupId(group)
                        .setTopics(null))));
    }
}
