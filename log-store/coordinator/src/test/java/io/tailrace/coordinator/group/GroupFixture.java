package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.Requests.bytes;
import static io.tailrace.coordinator.group.Requests.join;
import static io.tailrace.coordinator.group.Requests.joinStatic;
import static io.tailrace.coordinator.group.Requests.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.OffsetFetchResponse;
import io.tailrace.protocol.message.SyncGroupResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings groups into the state that a test begins with. */
final class GroupFixture {

    static final int JOIN = 9;
    static final int SYNC = 5;

    final Shard shard;

    GroupFixture(Shard shard) {
        this.shard = shard;
    }

    GroupFixture() {
        this(Shard.withoutDelay());
    }

    /** A new dynamic member gets its id. */
    String newId() {
        JoinGroupResponse refused = shard.join(JOIN, join("")).response();
        assertThat(Call.error(refused.errorCode())).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
        return refused.memberId();
    }

    /** Members that are stable in one generation; the first is the leader. Each is assigned {@code part of ID}. */
    List<JoinGroupResponse> stable(int count) {
        List<Call<JoinGroupResponse>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(shard.join(JOIN, join(newId())));
        }
        shard.advance(0);
        return synced(calls);
    }

    /** The same with static members of the instances given. */
    List<JoinGroupResponse> stableStatic(String... instances) {
        List<Call<JoinGroupResponse>> calls = new ArrayList<>();
        for (String instance : instances) {
            calls.add(shard.join(JOIN, joinStatic("", instance)));
        }
        shard.advance(0);
        return synced(calls);
    }

    /** Everybody sends SyncGroup, the leader last. */
    List<JoinGroupResponse> synced(List<Call<JoinGroupResponse>> calls) {
        List<JoinGroupResponse> joined = calls.stream().map(Call::response).toList();
        Map<String, Call<SyncGroupResponse>> syncs = new HashMap<>();
        JoinGroupResponse leader = leader(joined);
        for (JoinGroupResponse member : joined) {
            assertThat(Call.error(member.errorCode())).isEqualTo(ErrorCode.NONE);
            if (!member.equals(leader)) {
                syncs.put(member.memberId(), shard.sync(SYNC, sync(member)));
            }
        }
        Map<String, String> assignments = new HashMap<>();
        leader.members().forEach(m -> assignments.put(m.memberId(), "part of " + m.memberId()));
        syncs.put(leader.memberId(), shard.sync(SYNC, sync(leader, assignments)));
        syncs.forEach((id, call) -> assertThat(call.response().assignment()).isEqualTo(bytes("part of " + id)));
        assertThat(state()).isEqualTo(GroupState.STABLE);
        return joined;
    }

    static JoinGroupResponse leader(List<JoinGroupResponse> joined) {
        return joined.stream()
                .filter(m -> m.memberId().equals(m.leader()))
                .findFirst()
                .orElseThrow();
    }

    Call<JoinGroupResponse> rejoin(JoinGroupRequest request) {
        return shard.join(JOIN, request);
    }

    GroupState state() {
        ClassicGroup group = shard.coordinator().groups().find(Requests.GROUP);
        return group == null ? GroupState.DEAD : group.state();
    }

    int generation() {
        ClassicGroup group = shard.coordinator().groups().find(Requests.GROUP);
        return group == null ? -1 : group.generation();
    }

    /** Committed offset of a partition of topic {@code t}, -1 if there is none. */
    long committed(String topic, int partition) {
        OffsetFetchResponse response = shard.coordinator().offsetFetch((short) 9, Requests.fetchAll(Requests.GROUP));
        return response.groups().get(0).topics().stream()
                .filter(t -> t.name().equals(topic))
                .flatMap(t -> t.partitions().stream())
                .filter(p -> p.partitionIndex() == partition)
                .mapToLong(OffsetFetchResponse.OffsetFetchResponsePartitions::committedOffset)
                .findFirst()
                .orElse(-1);
    }
}
