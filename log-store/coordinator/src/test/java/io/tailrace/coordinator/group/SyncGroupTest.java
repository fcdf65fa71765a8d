package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.GroupFixture.JOIN;
import static io.tailrace.coordinator.group.GroupFixture.SYNC;
import static io.tailrace.coordinator.group.Requests.REBALANCE_MS;
import static io.tailrace.coordinator.group.Requests.SESSION_MS;
import static io.tailrace.coordinator.group.Requests.bytes;
import static io.tailrace.coordinator.group.Requests.join;
import static io.tailrace.coordinator.group.Requests.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.SyncGroupRequest;
import io.tailrace.protocol.message.SyncGroupResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyncGroupTest {

    private final GroupFixture group = new GroupFixture();

    private ErrorCode error(SyncGroupRequest request) {
        return Call.error(group.shard.sync(SYNC, request).response().errorCode());
    }

    private List<JoinGroupResponse> completing(int count) {
        List<Call<JoinGroupResponse>> calls = IntStream.range(0, count)
                .mapToObj(i -> group.shard.join(3, join("")))
                .toList();
        group.shard.advance(0);
        return calls.stream().map(Call::response).toList();
    }

    @Test
    void shouldGiveEverybodyItsPartOnceTheLeaderHasAssigned() {
        List<JoinGroupResponse> joined = completing(2);
        JoinGroupResponse leader = GroupFixture.leader(joined);
        JoinGroupResponse follower = joined.get(0).equals(leader) ? joined.get(1) : joined.get(0);

        Call<SyncGroupResponse> waiting = group.shard.sync(SYNC, sync(follower));
        assertThat(waiting.isDone()).isFalse();
        int records = group.shard.logSize();
        Call<SyncGroupResponse> delivered =
                group.shard.sync(SYNC, sync(leader, Map.of(follower.memberId(), "f", "stranger", "s")));

        assertThat(waiting.response().assignment()).isEqualTo(bytes("f"));
        assertThat(delivered.response().assignment())
                .as("not assigned is empty")
                .isEmpty();
        assertThat(waiting.response().protocolName()).isEqualTo("range");
        assertThat(waiting.response().protocolType()).isEqualTo("consumer");
        assertThat(group.shard.logSize()).isEqualTo(records + 1);
        assertThat(group.state()).isEqualTo(GroupState.STABLE);
    }

    @Test
    void shouldAnswerAtOnceWhenStable() {
        List<JoinGroupResponse> joined = group.stable(2);
        for (JoinGroupResponse member : joined) {
            Call<SyncGroupResponse> again = group.shard.sync(SYNC, sync(member));
            assertThat(again.response().assignment()).isEqualTo(bytes("part of " + member.memberId()));
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        JoinGroupResponse member = group.stable(1).get(0);
        assertThat(error(sync(member).setGroupId(""))).isEqualTo(ErrorCode.INVALID_GROUP_ID);
        assertThat(error(sync(member).setGroupId("other"))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(error(sync(member).setMemberId("other"))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(error(sync(member).setGroupInstanceId("x"))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(error(sync(member).setGenerationId(0))).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(error(sync(member).setGenerationId(2))).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(error(sync(member).setProtocolType("connect"))).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(error(sync(member).setProtocolName("sticky"))).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(error(sync(member).setProtocolType("consumer").setProtocolName("range")))
                .isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldTellWaitingMembersWhenTheNextRebalanceBegins() {
        List<JoinGroupResponse> joined = completing(2);
        JoinGroupResponse leader = GroupFixture.leader(joined);
        JoinGroupResponse follower = joined.get(0).equals(leader) ? joined.get(1) : joined.get(0);
        Call<SyncGroupResponse> waiting = group.shard.sync(SYNC, sync(follower));

        group.shard.join(3, join(""));

        assertThat(Call.error(waiting.response().errorCode())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(error(sync(leader, Map.of()))).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldRemoveMembersThatDoNotFetchTheirAssignment() {
        List<JoinGroupResponse> joined = completing(2);
        JoinGroupResponse leader = GroupFixture.leader(joined);
        JoinGroupResponse silent = joined.get(0).equals(leader) ? joined.get(1) : joined.get(0);
        group.shard.sync(SYNC, sync(leader, Map.of()));
        for (int waited = 0; waited < REBALANCE_MS; waited += 5_000) {
            assertThat(group.state()).isEqualTo(GroupState.STABLE);
            for (JoinGroupResponse member : joined) {
                group.shard.heartbeat(Requests.heartbeat(member.memberId(), 1));
            }
            group.shard.advance(5_000);
        }
        assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        assertThat(error(sync(silent))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        Call<JoinGroupResponse> again = group.shard.join(JOIN, join(leader.memberId()));
        assertThat(again.response().members()).hasSize(1);
    }

    @Test
    void shouldStopWatchingOnceEverybodyHasFetched() {
        group.stable(2);
        assertThat(group.shard.hasTimer(TimerKey.sync(Requests.GROUP))).isFalse();
    }

    @Test
    void shouldRebalanceWhenTheLeaderDiesBeforeAssigning() {
        List<JoinGroupResponse> joined = completing(2);
        JoinGroupResponse leader = GroupFixture.leader(joined);
        JoinGroupResponse follower = joined.get(0).equals(leader) ? joined.get(1) : joined.get(0);
        Call<SyncGroupResponse> waiting = group.shard.sync(SYNC, sync(follower));

        group.shard.advance(SESSION_MS);

        assertThat(Call.error(waiting.response().errorCode())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        Call<JoinGroupResponse> next = group.shard.join(JOIN, join(follower.memberId()));
        assertThat(next.response().leader()).isEqualTo(follower.memberId());
        assertThat(next.response().generationId()).isEqualTo(2);
    }

    @Test
    void shouldAnswerTheEarlierRequestOfAMemberThatAsksAgain() {
        List<JoinGroupResponse> joined = completing(2);
        JoinGroupResponse leader = GroupFixture.leader(joined);
        JoinGroupResponse follower = joined.get(0).equals(leader) ? joined.get(1) : joined.get(0);
        Call<SyncGroupResponse> first = group.shard.sync(SYNC, sync(follower));
        Call<SyncGroupResponse> second = group.shard.sync(SYNC, sync(follower));
        assertThat(Call.error(first.response().errorCode())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(second.isDone()).isFalse();
    }
}
