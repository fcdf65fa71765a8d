package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.GroupFixture.JOIN;
import static io.tailrace.coordinator.group.Requests.REBALANCE_MS;
import static io.tailrace.coordinator.group.Requests.SESSION_MS;
import static io.tailrace.coordinator.group.Requests.bytes;
import static io.tailrace.coordinator.group.Requests.joinStatic;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticMembersTest {

    private final GroupFixture group = new GroupFixture();

    @Test
    void shouldAdmitStaticMembersWithoutASecondRequest() {
        List<JoinGroupResponse> members = group.stableStatic("a", "b");
        assertThat(members.get(0).memberId()).startsWith("a-");
        JoinGroupResponse leader = GroupFixture.leader(members);
        assertThat(leader.members()).extracting(m -> m.groupInstanceId()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldReplaceAFollowerWithoutRebalance() {
        List<JoinGroupResponse> members = group.stableStatic("a", "b");
        int follower = GroupFixture.leader(members).memberId().startsWith("a") ? 1 : 0;
        String instance = follower == 1 ? "b" : "a";

        JoinGroupResponse back =
                group.shard.join(JOIN, joinStatic("", instance)).response();

        assertThat(Call.error(back.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(back.generationId()).isEqualTo(1);
        assertThat(back.memberId()).isNotEqualTo(members.get(follower).memberId());
        assertThat(back.skipAssignment()).isFalse();
        assertThat(group.state()).isEqualTo(GroupState.STABLE);
        assertThat(group.shard.sync(5, Requests.sync(back)).response().assignment())
                .isEqualTo(bytes("part of " + members.get(follower).memberId()));
    }

    @Test
    void shouldTellAReturningLeaderToSkipTheAssignmentFromVersion9On() {
        JoinGroupResponse before = group.stableStatic("a").get(0);
        JoinGroupResponse back = group.shard.join(9, joinStatic("", "a")).response();
        assertThat(back.skipAssignment()).isTrue();
        assertThat(back.leader()).isEqualTo(back.memberId()).isNotEqualTo(before.memberId());
        assertThat(back.members()).hasSize(1);
    }

    @Test
    void shouldTellAReturningLeaderTheOldLeaderBeforeVersion9() {
        JoinGroupResponse before = group.stableStatic("a").get(0);
        JoinGroupResponse back = group.shard.join(8, joinStatic("", "a")).response();
        assertThat(back.skipAssignment()).isFalse();
        assertThat(back.leader()).isEqualTo(before.memberId());
        assertThat(back.members()).isEmpty();
        assertThat(group.shard.sync(5, Requests.sync(back)).response().assignment())
                .isEqualTo(bytes("part of " + before.memberId()));
    }

    @Test
    void shouldFenceTheFormerSelf() {
        JoinGroupResponse before = group.stableStatic("a").get(0);
        group.shard.join(JOIN, joinStatic("", "a"));
        String old = before.memberId();
        assertThat(Call.error(group.shard
                        .heartbeat(Requests.heartbeat(old, 1).setGroupInstanceId("a"))
                        .response()
                        .errorCode()))
                .isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(Call.error(group.shard
                        .sync(5, Requests.sync(before).setGroupInstanceId("a"))
                        .response()
                        .errorCode()))
                .isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(Call.error(
                        group.shard.join(JOIN, joinStatic(old, "a")).response().errorCode()))
                .isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(group.shard
                        .commit(9, Requests.commit(old, 1, "t", 0, 5).setGroupInstanceId("a"))
                        .response()
                        .topics()
                        .get(0)
                        .partitions()
                        .get(0)
                        .errorCode())
                .isEqualTo(ErrorCode.FENCED_INSTANCE_ID.code());
    }

    @Test
    void shouldFenceTheFormerSelfThatWaitsInARebalance() {
        List<JoinGroupResponse> members = group.stableStatic("a", "b");
        Call<JoinGroupResponse> waiting =
                group.shard.join(JOIN, joinStatic(GroupFixture.leader(members).memberId(), leaderInstance(members)));
        Call<JoinGroupResponse> successor = group.shard.join(JOIN, joinStatic("", leaderInstance(members)));
        assertThat(Call.error(waiting.response().errorCode())).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(successor.isDone()).isFalse();
    }

    private static String leaderInstance(List<JoinGroupResponse> members) {
        return GroupFixture.leader(members).memberId().substring(0, 1);
    }

    @Test
    void shouldRebalanceIfTheReplacementChangesTheProtocol() {
        Call<JoinGroupResponse> first = group.shard.join(JOIN, joinStatic("", "a", "range", "sticky"));
        group.shard.advance(0);
        group.synced(List.of(first));
        Call<JoinGroupResponse> back = group.shard.join(JOIN, joinStatic("", "a", "sticky", "range"));
        assertThat(back.response().generationId()).isEqualTo(2);
        assertThat(back.response().protocolName()).isEqualTo("sticky");
    }

    @Test
    void shouldRebalanceIfReplacedBeforeTheAssignment() {
        Call<JoinGroupResponse> first = group.shard.join(JOIN, joinStatic("", "a"));
        group.shard.advance(0);
        assertThat(first.response().generationId()).isEqualTo(1);
        Call<JoinGroupResponse> back = group.shard.join(JOIN, joinStatic("", "a"));
        assertThat(back.response().generationId()).isEqualTo(2);
    }

    @Test
    void shouldKeepAStaticMemberThatMissesARebalance() {
        List<JoinGroupResponse> members = group.stableStatic("a", "b");
        JoinGroupResponse leader = GroupFixture.leader(members);
        String other = leaderInstance(members).equals("a") ? "b" : "a";
        Call<JoinGroupResponse> rejoined = group.shard.join(
                JOIN, joinStatic(leader.memberId(), leaderInstance(members)).setRebalanceTimeoutMs(6_000));
        JoinGroupResponse silent = members.stream()
                .filter(m -> m.memberId().startsWith(other))
                .findFirst()
                .orElseThrow();
        for (int waited = 0; waited < REBALANCE_MS; waited += 5_000) {
            group.shard.heartbeat(Requests.heartbeat(silent.memberId(), 1).setGroupInstanceId(other));
            group.shard.advance(5_000);
        }
        assertThat(rejoined.response().members())
                .extracting(m -> m.groupInstanceId())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldRemoveAStaticMemberWhoseSessionIsOver() {
        group.stableStatic("a");
        group.shard.advance(SESSION_MS);
        assertThat(group.state()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void shouldRememberInstancesOverARestart() {
        JoinGroupResponse before = group.stableStatic("a").get(0);
        group.shard.restart();
        JoinGroupResponse back = group.shard.join(JOIN, joinStatic("", "a")).response();
        assertThat(back.generationId()).isEqualTo(1);
        assertThat(group.shard.sync(5, Requests.sync(back)).response().assignment())
                .isEqualTo(bytes("part of " + before.memberId()));
    }
}
