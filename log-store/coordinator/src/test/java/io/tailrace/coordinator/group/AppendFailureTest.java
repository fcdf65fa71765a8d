package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.GroupFixture.JOIN;
import static io.tailrace.coordinator.group.Requests.bytes;
import static io.tailrace.coordinator.group.Requests.commit;
import static io.tailrace.coordinator.group.Requests.join;
import static io.tailrace.coordinator.group.Requests.joinStatic;
import static io.tailrace.coordinator.group.Requests.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.DeleteGroupsRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.SyncGroupResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens when the log refuses the records of a decision. */
class AppendFailureTest {

    private final GroupFixture group = new GroupFixture();

    @Test
    void shouldFailTheAssignmentAndRebalance() {
        Call<JoinGroupResponse> call = group.shard.join(JOIN, join(group.newId()));
        group.shard.advance(0);
        group.shard.failAppends(ErrorCode.NOT_ENOUGH_REPLICAS);
        Call<SyncGroupResponse> synced =
                group.shard.sync(5, sync(call.response(), Map.of(call.response().memberId(), "mine")));
        assertThat(Call.error(synced.response().errorCode())).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(synced.response().assignment()).isEmpty();
        assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);

        group.shard.failAppends(null);
        group.synced(List.of(group.rejoin(join(call.response().memberId()))));
        assertThat(group.generation()).isEqualTo(2);
    }

    @Test
    void shouldNotCommit() {
        JoinGroupResponse member = group.stable(1).get(0);
        group.shard.failAppends(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(group.shard
                        .commit(9, commit(member.memberId(), 1, "t", 0, 5))
                        .response()
                        .topics()
                        .get(0)
                        .partitions()
                        .get(0)
                        .errorCode())
                .isEqualTo(ErrorCode.INVALID_COMMIT_OFFSET_SIZE.code());
        assertThat(group.committed("t", 0)).isEqualTo(-1);
    }

    @Test
    void shouldTakeBackTheReplacementOfAStaticMember() {
        JoinGroupResponse before = group.stableStatic("a").get(0);
        group.shard.failAppends(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        JoinGroupResponse refused = group.shard.join(JOIN, joinStatic("", "a")).response();
        assertThat(Call.error(refused.errorCode())).isEqualTo(ErrorCode.NOT_COORDINATOR);

        group.shard.failAppends(null);
        assertThat(Call.error(group.shard
                        .heartbeat(Requests.heartbeat(before.memberId(), 1).setGroupInstanceId("a"))
                        .response()
                        .errorCode()))
                .isEqualTo(ErrorCode.NONE);
        assertThat(group.shard.sync(5, sync(before)).response().assignment())
                .isEqualTo(bytes("part of " + before.memberId()));
    }

    @Test
    void shouldNotDeleteTheGroup() {
        group.shard.commit(9, Requests.simpleCommit("t", 0, 5));
        group.shard.failAppends(ErrorCode.KAFKA_STORAGE_ERROR);
        assertThat(group.shard
                        .deleteGroups(new DeleteGroupsRequest().setGroupsNames(List.of(Requests.GROUP)))
                        .response()
                        .results()
                        .get(0)
                        .errorCode())
                .isEqualTo(ErrorCode.NOT_COORDINATOR.code());
        assertThat(group.committed("t", 0)).isEqualTo(5);
        assertThat(group.state()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void shouldTellTheOneWhoLeavesIfTheEmptyGenerationIsNotStored() {
        JoinGroupResponse member = group.stable(1).get(0);
        group.shard.failAppends(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(group.shard
                        .leave(3, Requests.leave(member.memberId()))
                        .response()
                        .errorCode())
                .isEqualTo(ErrorCode.NOT_COORDINATOR.code());
    }

    @Test
    void shouldRunADecisionOnlyOnce() {
        Decision decision = group.shard.coordinator().expireOffsets(0);
        decision.run(records -> {});
        assertThatThrownBy(() -> decision.run(records -> {})).isInstanceOf(IllegalStateException.class);
    }
}
