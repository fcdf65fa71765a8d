package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.GroupFixture.JOIN;
import static io.tailrace.coordinator.group.Requests.join;
import static io.tailrace.coordinator.group.Requests.leave;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.LeaveGroupResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaveGroupTest {

    private final GroupFixture group = new GroupFixture();

    private ErrorCode memberError(LeaveGroupRequest request) {
        LeaveGroupResponse response = group.shard.leave(5, request).response();
        assertThat(Call.error(response.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(response.members()).hasSize(1);
        return Call.error(response.members().get(0).errorCode());
    }

    @Test
    void shouldRebalanceWhenAMemberLeaves() {
        List<JoinGroupResponse> members = group.stable(2);
        assertThat(memberError(leave(members.get(1).memberId()))).isEqualTo(ErrorCode.NONE);
        assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        Call<JoinGroupResponse> left =
                group.shard.join(JOIN, join(members.get(0).memberId()));
        assertThat(left.response().generationId()).isEqualTo(2);
        assertThat(left.response().members()).hasSize(1);
    }

    @Test
    void shouldStoreAnEmptyGenerationWhenTheLastMemberLeaves() {
        JoinGroupResponse member = group.stable(1).get(0);
        assertThat(memberError(leave(member.memberId()))).isEqualTo(ErrorCode.NONE);
        assertThat(group.state()).isEqualTo(GroupState.EMPTY);
        group.shard.restart();
        assertThat(group.state()).isEqualTo(GroupState.EMPTY);
        assertThat(group.generation()).isEqualTo(2);
    }

    @Test
    void shouldAnswerWithOneErrorBeforeVersion3() {
        JoinGroupResponse member = group.stable(1).get(0);
        LeaveGroupResponse unknown = group.shard.leave(2, leave("stranger")).response();
        assertThat(Call.error(unknown.errorCode())).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        LeaveGroupResponse left = group.shard.leave(2, leave(member.memberId())).response();
        assertThat(Call.error(left.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(left.members()).isEmpty();
    }

    @Test
    void shouldRemoveSeveralAtOnceAndNameWhatFailed() {
        List<JoinGroupResponse> members = group.stableStatic("a", "b", "c");
        LeaveGroupRequest request = leave("", "a");
        request.members().addAll(leave(members.get(1).memberId(), "b").members());
        request.members().addAll(leave("stranger").members());
        request.members().addAll(leave("", "unknown").members());
        request.members().addAll(leave("stranger", "c").members());
        request.members().addAll(leave("", null).members());
        LeaveGroupResponse response = group.shard.leave(5, request).response();
        assertThat(response.members())
                .extracting(m -> Call.error(m.errorCode()))
                .containsExactly(
                        ErrorCode.NONE,
                        ErrorCode.NONE,
                        ErrorCode.UNKNOWN_MEMBER_ID,
                        ErrorCode.UNKNOWN_MEMBER_ID,
                        ErrorCode.FENCED_INSTANCE_ID,
                        ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(response.members().get(0).groupInstanceId()).isEqualTo("a");
    }

    @Test
    void shouldTakeBackAnUnusedId() {
        String id = group.newId();
        assertThat(memberError(leave(id))).isEqualTo(ErrorCode.NONE);
        assertThat(group.shard.hasTimer(TimerKey.session(Requests.GROUP, id))).isFalse();
        assertThat(group.state()).isEqualTo(GroupState.DEAD);
    }

    @Test
    void shouldCompleteTheRebalanceThatOnlyWaitedForTheOneWhoLeft() {
        List<JoinGroupResponse> members = group.stable(2);
        Call<JoinGroupResponse> waiting =
                group.shard.join(JOIN, join(members.get(0).memberId()));
        assertThat(waiting.isDone()).isFalse();
        memberError(leave(members.get(1).memberId()));
        assertThat(waiting.response().members()).hasSize(1);
    }

    @Test
    void shouldRefuseUnknownGroups() {
        assertThat(memberError(leave("m"))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        LeaveGroupResponse invalid =
                group.shard.leave(5, leave("m").setGroupId("")).response();
        assertThat(Call.error(invalid.errorCode())).isEqualTo(ErrorCode.INVALID_GROUP_ID);
    }
}
