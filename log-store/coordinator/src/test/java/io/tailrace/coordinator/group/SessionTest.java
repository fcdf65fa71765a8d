package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.GroupFixture.JOIN;
import static io.tailrace.coordinator.group.Requests.SESSION_MS;
import static io.tailrace.coordinator.group.Requests.heartbeat;
import static io.tailrace.coordinator.group.Requests.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

    private final GroupFixture group = new GroupFixture();

    private ErrorCode error(HeartbeatRequest request) {
        return Call.error(group.shard.heartbeat(request).response().errorCode());
    }

    @Test
    void shouldKeepMembersThatSendHeartbeats() {
        JoinGroupResponse member = group.stable(1).get(0);
        for (int i = 0; i < 100; i++) {
            group.shard.advance(SESSION_MS - 1);
            assertThat(error(heartbeat(member.memberId(), 1))).isEqualTo(ErrorCode.NONE);
        }
    }

    @Test
    void shouldRemoveMembersThatAreSilent() {
        JoinGroupResponse member = group.stable(1).get(0);
        group.shard.advance(SESSION_MS - 1);
        assertThat(group.state()).isEqualTo(GroupState.STABLE);
        group.shard.advance(1);
        assertThat(group.state()).isEqualTo(GroupState.EMPTY);
        assertThat(group.generation()).isEqualTo(2);
        assertThat(error(heartbeat(member.memberId(), 1))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldTellMembersToRejoin() {
        List<JoinGroupResponse> members = group.stable(2);
        group.shard.join(3, join(""));
        assertThat(error(heartbeat(members.get(1).memberId(), 1))).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldAcceptHeartbeatsBeforeTheAssignment() {
        Call<JoinGroupResponse> call = group.shard.join(JOIN, join(group.newId()));
        group.shard.advance(0);
        assertThat(error(heartbeat(call.response().memberId(), 1))).isEqualTo(ErrorCode.NONE);
        assertThat(group.state()).isEqualTo(GroupState.COMPLETING_REBALANCE);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        JoinGroupResponse member = group.stable(1).get(0);
        assertThat(error(heartbeat(member.memberId(), 0))).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(error(heartbeat("stranger", 1))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(error(heartbeat(member.memberId(), 1).setGroupId("other"))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(error(heartbeat(member.memberId(), 1).setGroupId(""))).isEqualTo(ErrorCode.INVALID_GROUP_ID);
    }

    @Test
    void shouldNotEndSessionsOfMembersThatWaitForTheOthers() {
        List<JoinGroupResponse> members = group.stable(2);
        Call<JoinGroupResponse> waiting =
                group.shard.join(JOIN, join(members.get(0).memberId()));
        for (int i = 0; i < 5; i++) {
            group.shard.advance(SESSION_MS - 1);
            group.shard.heartbeat(heartbeat(members.get(1).memberId(), 1));
        }
        assertThat(waiting.isDone()).isFalse();
        group.shard.join(JOIN, join(members.get(1).memberId()));
        assertThat(Call.error(waiting.response().errorCode())).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldGiveMembersASessionToComeBackAfterARestart() {
        List<JoinGroupResponse> members = group.stable(2);
        group.shard.advance(SESSION_MS - 1);
        group.shard.restart();
        group.shard.advance(SESSION_MS - 1);
        assertThat(error(heartbeat(members.get(0).memberId(), 1))).isEqualTo(ErrorCode.NONE);
        group.shard.advance(1);
        assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
    }

    @Test
    void shouldKeepAssignmentsOverARestart() {
        List<JoinGroupResponse> members = group.stable(2);
        group.shard.restart();
        for (JoinGroupResponse member : members) {
            assertThat(group.shard.sync(5, Requests.sync(member)).response().assignment())
                    .isEqualTo(Requests.bytes("part of " + member.memberId()));
        }
    }

    @Test
    void shouldAnswerEverybodyWhenTheShardIsUnloaded() {
        List<JoinGroupResponse> members = group.stable(2);
        Call<JoinGroupResponse> waiting =
                group.shard.join(JOIN, join(members.get(0).memberId()));
        group.shard.apply(group.shard.coordinator().unload(ErrorCode.NOT_COORDINATOR));
        assertThat(Call.error(waiting.response().errorCode())).isEqualTo(ErrorCode.NOT_COORDINATOR);
        group.shard.advance(10 * SESSION_MS);
        assertThat(group.generation()).as("no timer is left").isEqualTo(1);
    }
}
