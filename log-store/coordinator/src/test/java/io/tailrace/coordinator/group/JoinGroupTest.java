package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.GroupFixture.JOIN;
import static io.tailrace.coordinator.group.Requests.REBALANCE_MS;
import static io.tailrace.coordinator.group.Requests.SESSION_MS;
import static io.tailrace.coordinator.group.Requests.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinGroupTest {

    private final GroupFixture group = new GroupFixture();

    private ErrorCode refused(int version, JoinGroupRequest request) {
        JoinGroupResponse response = group.shard.join(version, request).response();
        assertThat(response.generationId()).isEqualTo(-1);
        return Call.error(response.errorCode());
    }

    @Test
    void shouldGiveOutAnIdBeforeAdmittingFromVersion4On() {
        JoinGroupResponse first = group.shard.join(4, join("")).response();
        assertThat(Call.error(first.errorCode())).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
        assertThat(first.memberId()).startsWith("client-");
        assertThat(first.protocolName()).isEmpty();

        Call<JoinGroupResponse> second = group.shard.join(4, join(first.memberId()));
        group.shard.advance(0);
        assertThat(second.response().generationId()).isEqualTo(1);
        assertThat(second.response().leader()).isEqualTo(first.memberId());
        assertThat(second.response().members()).hasSize(1);
    }

    @Test
    void shouldAdmitAtOnceBeforeVersion4() {
        for (int version = 0; version < 4; version++) {
            GroupFixture fresh = new GroupFixture();
            Call<JoinGroupResponse> call = fresh.shard.join(version, join(""));
            fresh.shard.advance(0);
            assertThat(Call.error(call.response().errorCode())).isEqualTo(ErrorCode.NONE);
            assertThat(call.response().memberId()).startsWith("client-");
        }
    }

    @Test
    void shouldUseTheSessionTimeoutAsRebalanceTimeoutInVersion0() {
        Call<JoinGroupResponse> first = group.shard.join(0, join(""));
        group.shard.advance(0);
        group.synced(List.of(first));
        group.shard.join(0, join(""));

        group.shard.advance(SESSION_MS - 1);
        assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
    }

    @Test
    void shouldForgetAnUnusedIdWhenItsSessionIsOver() {
        String id = group.newId();
        group.shard.advance(SESSION_MS);
        assertThat(refused(JOIN, join(id))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(group.state()).isEqualTo(GroupState.DEAD);
    }

    @Test
    void shouldRefuseInvalidRequests() {
        assertThat(refused(JOIN, join("").setGroupId(""))).isEqualTo(ErrorCode.INVALID_GROUP_ID);
        assertThat(refused(JOIN, join("").setGroupId("x".repeat(40_000)))).isEqualTo(ErrorCode.INVALID_GROUP_ID);
        assertThat(refused(JOIN, join("").setSessionTimeoutMs(5_999))).isEqualTo(ErrorCode.INVALID_SESSION_TIMEOUT);
        assertThat(refused(JOIN, join("").setSessionTimeoutMs(1_800_001))).isEqualTo(ErrorCode.INVALID_SESSION_TIMEOUT);
        assertThat(refused(JOIN, join("unknown"))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(refused(JOIN, join("").setProtocolType(""))).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(refused(JOIN, join("").setProtocols(new ArrayList<>())))
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(refused(JOIN, join("").setGroupInstanceId("é".repeat(20_000))))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(group.shard.coordinator().groups().ids()).isEmpty();
    }

    @Test
    void shouldRefuseAnotherProtocolTypeOrNoCommonProtocol() {
        group.stable(1);
        assertThat(refused(JOIN, join("").setProtocolType("connect"))).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(refused(JOIN, join("", "sticky"))).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void shouldWaitForMoreMembersBeforeTheFirstGeneration() {
        GroupFixture slow = new GroupFixture(new Shard(GroupCoordinatorConfig.defaults()));
        Call<JoinGroupResponse> first = slow.shard.join(JOIN, join(slow.newId()));
        slow.shard.advance(2_000);
        Call<JoinGroupResponse> second = slow.shard.join(JOIN, join(slow.newId()));
        slow.shard.advance(1_000);
        assertThat(first.isDone()).as("one more delay because a member came").isFalse();
        slow.shard.advance(2_000);
        assertThat(first.isDone()).isFalse();
        slow.shard.advance(1_000);
        assertThat(first.response().generationId()).isEqualTo(1);
        assertThat(second.response().generationId()).isEqualTo(1);
        assertThat(first.response().members()).hasSize(2);
        assertThat(second.response().members()).isEmpty();
    }

    @Test
    void shouldNotHoldTheFirstGenerationBackLongerThanTheRebalanceTimeout() {
        GroupFixture slow = new GroupFixture(new Shard(GroupCoordinatorConfig.defaults()));
        Call<JoinGroupResponse> first = slow.shard.join(3, join("").setRebalanceTimeoutMs(10_000));
        for (int i = 0; i < 10 && !first.isDone(); i++) {
            slow.shard.join(3, join("").setRebalanceTimeoutMs(10_000));
            slow.shard.advance(1_500);
        }
        assertThat(first.isDone()).isTrue();
    }

    @Test
    void shouldRebalanceWhenAMemberJoinsAStableGroup() {
        List<JoinGroupResponse> before = group.stable(1);
        String id = group.newId();
        Call<JoinGroupResponse> newcomer = group.shard.join(JOIN, join(id));
        assertThat(newcomer.isDone()).isFalse();
        assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);

        Call<JoinGroupResponse> old = group.shard.join(JOIN, join(before.get(0).memberId()));
        assertThat(old.response().generationId()).isEqualTo(2);
        assertThat(newcomer.response().generationId()).isEqualTo(2);
        assertThat(old.response().leader()).isEqualTo(before.get(0).memberId());
        assertThat(old.response().members()).hasSize(2);
        assertThat(newcomer.response().members()).isEmpty();
        assertThat(group.state()).isEqualTo(GroupState.COMPLETING_REBALANCE);
    }

    @Test
    void shouldGoOnWithoutMembersThatDoNotRejoinInTime() {
        List<JoinGroupResponse> before = group.stable(2);
        Call<JoinGroupResponse> leader =
                group.shard.join(JOIN, join(before.get(0).memberId()));
        for (long waited = 0; waited < REBALANCE_MS; waited += 5_000) {
            assertThat(leader.isDone()).isFalse();
            group.shard.heartbeat(Requests.heartbeat(before.get(1).memberId(), 1));
            group.shard.advance(5_000);
        }
        assertThat(leader.response().generationId()).isEqualTo(2);
        assertThat(leader.response().members()).hasSize(1);
        assertThat(refused(JOIN, join(before.get(1).memberId()))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldElectAnotherLeaderWhenTheLeaderDoesNotRejoin() {
        List<JoinGroupResponse> before = group.stable(2);
        Call<JoinGroupResponse> follower =
                group.shard.join(JOIN, join(before.get(1).memberId(), "range", "extra"));
        group.shard.advance(REBALANCE_MS);
        assertThat(follower.response().leader()).isEqualTo(before.get(1).memberId());
    }

    @Test
    void shouldAnswerARepeatedJoinOfAFollowerWithTheSameGeneration() {
        List<JoinGroupResponse> before = group.stable(2);
        JoinGroupResponse again =
                group.shard.join(JOIN, join(before.get(1).memberId())).response();
        assertThat(again.generationId()).isEqualTo(1);
        assertThat(again.members()).isEmpty();
        assertThat(group.state()).isEqualTo(GroupState.STABLE);
    }

    @Test
    void shouldRebalanceWhenTheLeaderRejoinsOrAFollowerChangesItsMetadata() {
        List<JoinGroupResponse> before = group.stable(2);
        group.shard.join(JOIN, join(before.get(0).memberId()));
        assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);

        GroupFixture other = new GroupFixture();
        List<JoinGroupResponse> members = other.stable(2);
        JoinGroupRequest changed = join(members.get(1).memberId());
        changed.protocols().get(0).setMetadata(Requests.bytes("new topics"));
        other.shard.join(JOIN, changed);
        assertThat(other.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
    }

    @Test
    void shouldRepeatTheAnswerWhileTheAssignmentIsMissing() {
        Call<JoinGroupResponse> call = group.shard.join(JOIN, join(group.newId()));
        group.shard.advance(0);
        JoinGroupResponse again =
                group.shard.join(JOIN, join(call.response().memberId())).response();
        assertThat(again.generationId()).isEqualTo(1);
        assertThat(again.members()).hasSize(1);
        assertThat(group.state()).isEqualTo(GroupState.COMPLETING_REBALANCE);
    }

    @Test
    void shouldAnswerTheEarlierRequestOfAMemberThatAsksAgain() {
        List<JoinGroupResponse> before = group.stable(2);
        Call<JoinGroupResponse> first =
                group.shard.join(JOIN, join(before.get(0).memberId()));
        Call<JoinGroupResponse> second =
                group.shard.join(JOIN, join(before.get(0).memberId()));
        assertThat(Call.error(first.response().errorCode())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(second.isDone()).isFalse();
    }

    @Test
    void shouldChooseTheProtocolThatMostMembersPrefer() {
        List<Call<JoinGroupResponse>> calls = new ArrayList<>();
        calls.add(group.shard.join(3, join("", "range", "sticky")));
        calls.add(group.shard.join(3, join("", "sticky", "range")));
        calls.add(group.shard.join(3, join("", "only-me", "sticky", "range")));
        group.shard.advance(0);
        assertThat(calls)
                .allSatisfy(c -> assertThat(c.response().protocolName()).isEqualTo("sticky"));
        JoinGroupResponse leader =
                GroupFixture.leader(calls.stream().map(Call::response).toList());
        assertThat(leader.members())
                .allSatisfy(m -> assertThat(m.metadata()).isEqualTo(Requests.bytes("metadata of sticky")));
    }

    @Test
    void shouldTellProtocolTypeAndName() {
        Call<JoinGroupResponse> call =
                group.shard.join(JOIN, join(group.newId()).setProtocolType("connect"));
        group.shard.advance(0);
        assertThat(call.response().protocolType()).isEqualTo("connect");
        assertThat(call.response().protocolName()).isEqualTo("range");
    }

    @Test
    void shouldRefuseMembersBeyondTheMaximumSize() {
        GroupCoordinatorConfig config = new GroupCoordinatorConfig(6_000, 1_800_000, 2, 0, 4_096, 1_000);
        GroupFixture small = new GroupFixture(new Shard(config));
        small.stable(2);
        JoinGroupResponse third = small.shard.join(JOIN, join("")).response();
        assertThat(Call.error(third.errorCode())).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
        assertThat(third.memberId()).isEmpty();
    }

    @Test
    void shouldShrinkAGroupThatIsTooLargeAfterARestart() {
        group.stable(3);
        group.shard.restart(new GroupCoordinatorConfig(6_000, 1_800_000, 2, 0, 4_096, 1_000));
        assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        group.shard.advance(REBALANCE_MS);
        assertThat(group.generation()).isEqualTo(2);
    }

    @Test
    void shouldRemoveNewMembersThatGaveUpWaiting() {
        List<JoinGroupResponse> before = group.stable(1);
        JoinGroupRequest patient = join(before.get(0).memberId()).setRebalanceTimeoutMs(20 * 60_000);
        group.synced(List.of(group.rejoin(patient)));
        Call<JoinGroupResponse> newcomer = group.shard.join(3, join(""));
        for (int i = 0; i < 5 * 12; i++) {
            assertThat(newcomer.isDone()).isFalse();
            group.shard.heartbeat(Requests.heartbeat(before.get(0).memberId(), 2));
            group.shard.advance(5_000);
        }
        assertThat(Call.error(newcomer.response().errorCode())).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldKeepReasonsFreeOfControlCharacters() {
        group.shard.join(3, join("").setReason("because\r\nFAKE LINE"));
        assertThat(group.shard.notes()).anySatisfy(n -> assertThat(n).contains("because  FAKE LINE"));
    }
}
