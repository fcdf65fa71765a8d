package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.Requests.commit;
import static io.tailrace.coordinator.group.Requests.join;
import static io.tailrace.coordinator.group.Requests.simpleCommit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetCommitResponse;
import io.tailrace.protocol.message.OffsetDeleteRequest;
import io.tailrace.protocol.message.OffsetDeleteResponse;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetFetchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OffsetsTest {

    private static final byte[] SUBSCRIBES_TO_T = {0, 1, 0, 0, 0, 1, 0, 1, 't', -1, -1, -1, -1};
    private static final long RETENTION_MS = GroupCoordinatorConfig.defaults().offsetsRetentionMs();

    private GroupFixture group = new GroupFixture();

    private ErrorCode error(OffsetCommitRequest request) {
        return error(group.shard.commit(9, request).response());
    }

    private static ErrorCode error(OffsetCommitResponse response) {
        return Call.error(response.topics().get(0).partitions().get(0).errorCode());
    }

    private JoinGroupResponse consumerOfT() {
        JoinGroupRequest request = join("");
        request.protocols().get(0).setMetadata(SUBSCRIBES_TO_T);
        Call<JoinGroupResponse> call = group.shard.join(3, request);
        group.shard.advance(0);
        return group.synced(List.of(call)).get(0);
    }

    @Test
    void shouldKeepCommitsOfMembersOverARestart() {
        JoinGroupResponse member = group.stable(1).get(0);
        assertThat(error(commit(member.memberId(), 1, "t", 0, 42))).isEqualTo(ErrorCode.NONE);
        group.shard.restart();
        assertThat(group.committed("t", 0)).isEqualTo(42);
    }

    @Test
    void shouldRefuseCommitsOfOthersThanMembersOfTheGeneration() {
        JoinGroupResponse member = group.stable(1).get(0);
        assertThat(error(commit(member.memberId(), 0, "t", 0, 1))).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(error(commit(member.memberId(), -1, "t", 0, 1))).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(error(commit("stranger", 1, "t", 0, 1))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(error(simpleCommit("t", 0, 1))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(error(commit("m", 5, "t", 0, 1).setGroupId("other"))).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(group.committed("t", 0)).isEqualTo(-1);
    }

    @Test
    void shouldAcceptCommitsWhileRejoiningButNotBeforeTheAssignment() {
        JoinGroupResponse member = group.stable(1).get(0);
        group.shard.join(3, join(""));
        assertThat(error(commit(member.memberId(), 1, "t", 0, 7))).isEqualTo(ErrorCode.NONE);
        group.rejoin(join(member.memberId()));
        assertThat(group.state()).isEqualTo(GroupState.COMPLETING_REBALANCE);
        assertThat(error(commit(member.memberId(), 2, "t", 0, 8))).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(group.committed("t", 0)).isEqualTo(7);
    }

    @Test
    void shouldExtendTheSessionByCommits() {
        JoinGroupResponse member = group.stable(1).get(0);
        for (int i = 0; i < 5; i++) {
            group.shard.advance(Requests.SESSION_MS - 1);
            assertThat(error(commit(member.memberId(), 1, "t", 0, i))).isEqualTo(ErrorCode.NONE);
        }
    }

    @Test
    void shouldAcceptSimpleConsumersInGroupsWithoutMembers() {
        assertThat(error(simpleCommit("t", 1, 9))).isEqualTo(ErrorCode.NONE);
        assertThat(group.committed("t", 1)).isEqualTo(9);
        assertThat(group.state()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void shouldRefuseMetadataThatIsTooLong() {
        OffsetCommitRequest request = simpleCommit("t", 0, 1);
        request.topics().get(0).partitions().get(0).setCommittedMetadata("x".repeat(4_097));
        request.topics()
                .get(0)
                .partitions()
                .add(new OffsetCommitRequest.OffsetCommitRequestPartition()
                        .setPartitionIndex(1)
                        .setCommittedOffset(2)
                        .setCommittedMetadata(null));
        assertThat(error(request)).isEqualTo(ErrorCode.OFFSET_METADATA_TOO_LARGE);
        assertThat(group.committed("t", 0)).isEqualTo(-1);
        assertThat(group.committed("t", 1)).isEqualTo(2);
    }

    @Test
    void shouldFetchWhatIsAskedForInEveryVersion() {
        group.shard.commit(9, simpleCommit("t", 0, 5));
        OffsetFetchRequest one = new OffsetFetchRequest()
                .setGroupId(Requests.GROUP)
                .setTopics(new ArrayList<>(List.of(new OffsetFetchRequest.OffsetFetchRequestTopic()
                        .setName("t")
                        .setPartitionIndexes(List.of(0, 1)))));
        OffsetFetchResponse old = group.shard.coordinator().offsetFetch((short) 7, one);
        assertThat(old.topics().get(0).partitions())
                .extracting(p -> p.committedOffset())
                .containsExactly(5L, -1L);
        assertThat(old.topics().get(0).partitions().get(0).metadata()).isEqualTo("note");
        assertThat(old.topics().get(0).partitions().get(0).committedLeaderEpoch())
                .isEqualTo(3);

        OffsetFetchResponse all = group.shard
                .coordinator()
                .offsetFetch(
                        (short) 2,
                        new OffsetFetchRequest().setGroupId(Requests.GROUP).setTopics(null));
        assertThat(all.topics()).hasSize(1);

        UUID id = new UUID(1, 2);
        OffsetFetchRequest several = Requests.fetchAll(Requests.GROUP);
        several.groups()
                .add(new OffsetFetchRequest.OffsetFetchRequestGroup()
                        .setGroupId("nobody")
                        .setTopics(new ArrayList<>(List.of(new OffsetFetchRequest.OffsetFetchRequestTopics()
                                .setName("t")
                                .setTopicId(id)
                                .setPartitionIndexes(List.of(0))))));
        OffsetFetchResponse groups = group.shard.coordinator().offsetFetch((short) 10, several);
        assertThat(groups.groups()).hasSize(2);
        assertThat(groups.groups().get(1).topics().get(0).topicId()).isEqualTo(id);
        assertThat(groups.groups().get(1).topics().get(0).partitions().get(0).committedOffset())
                .isEqualTo(-1);
    }

    @Test
    void shouldDeleteOffsetsOfTopicsThatAreNotSubscribed() {
        JoinGroupResponse member = consumerOfT();
        group.shard.commit(9, commit(member.memberId(), 1, "t", 0, 5));
        group.shard.commit(9, commit(member.memberId(), 1, "other", 0, 6));

        OffsetDeleteResponse response =
                group.shard.deleteOffsets(offsetDelete("t", "other")).response();

        assertThat(response.topics())
                .extracting(t -> Call.error(t.partitions().get(0).errorCode()))
                .containsExactly(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC, ErrorCode.NONE);
        assertThat(group.committed("t", 0)).isEqualTo(5);
        assertThat(group.committed("other", 0)).isEqualTo(-1);
    }

    @Test
    void shouldDeleteOffsetsOfOtherGroupsOnlyWhenEmpty() {
        assertThat(Call.error(
                        group.shard.deleteOffsets(offsetDelete("t")).response().errorCode()))
                .isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        Call<JoinGroupResponse> call = group.shard.join(3, join("").setProtocolType("connect"));
        group.shard.advance(0);
        group.synced(List.of(call));
        assertThat(Call.error(
                        group.shard.deleteOffsets(offsetDelete("t")).response().errorCode()))
                .isEqualTo(ErrorCode.NON_EMPTY_GROUP);
    }

    private static OffsetDeleteRequest offsetDelete(String... topics) {
        OffsetDeleteRequest request =
                new OffsetDeleteRequest().setGroupId(Requests.GROUP).setTopics(new ArrayList<>());
        for (String topic : topics) {
            request.topics()
                    .add(new OffsetDeleteRequest.OffsetDeleteRequestTopic()
                            .setName(topic)
                            .setPartitions(new ArrayList<>(List.of(
                                    new OffsetDeleteRequest.OffsetDeleteRequestPartition().setPartitionIndex(0)))));
        }
        return request;
    }

    @Test
    void shouldExpireOffsetsOfSimpleConsumersAfterTheRetention() {
        group.shard.commit(9, simpleCommit("t", 0, 5));
        group.shard.advance(RETENTION_MS - 1);
        expire();
        assertThat(group.committed("t", 0)).isEqualTo(5);
        group.shard.advance(1);
        expire();
        assertThat(group.committed("t", 0)).isEqualTo(-1);
        assertThat(group.state()).isEqualTo(GroupState.DEAD);
    }

    @Test
    void shouldRunTheRetentionFromWhenTheGroupBecameEmpty() {
        JoinGroupResponse member = group.stable(1).get(0);
        group.shard.commit(9, commit(member.memberId(), 1, "t", 0, 5));
        group.shard.advance(Requests.SESSION_MS);
        assertThat(group.state()).isEqualTo(GroupState.EMPTY);
        group.shard.restart();
        group.shard.advance(RETENTION_MS - 1);
        expire();
        assertThat(group.committed("t", 0)).isEqualTo(5);
        group.shard.advance(1);
        expire();
        assertThat(group.committed("t", 0)).isEqualTo(-1);
        group.shard.restart();
        assertThat(group.state()).as("its tombstone is in the log").isEqualTo(GroupState.DEAD);
    }

    @Test
    void shouldNotExpireOffsetsInUse() {
        long retentionMs = 100_000;
        group = new GroupFixture(new Shard(new GroupCoordinatorConfig(6_000, 1_800_000, 10, 0, 4_096, retentionMs)));
        JoinGroupResponse member = consumerOfT();
        group.shard.commit(9, commit(member.memberId(), 1, "t", 0, 5));
        group.shard.commit(9, commit(member.memberId(), 1, "other", 0, 6));
        for (long waited = 0; waited < retentionMs; waited += 9_000) {
            group.shard.heartbeat(Requests.heartbeat(member.memberId(), 1));
            group.shard.advance(9_000);
        }
        expire();
        assertThat(group.committed("t", 0)).isEqualTo(5);
        assertThat(group.committed("other", 0)).isEqualTo(-1);
    }

    @Test
    void shouldHonourTheRetentionOfOldRequests() {
        group.shard.commit(3, simpleCommit("t", 0, 5).setRetentionTimeMs(1_000));
        group.shard.restart();
        group.shard.advance(999);
        expire();
        assertThat(group.committed("t", 0)).isEqualTo(5);
        group.shard.advance(1);
        expire();
        assertThat(group.committed("t", 0)).isEqualTo(-1);
    }

    @Test
    void shouldForgetPartitionsThatWereDeleted() {
        group.shard.commit(9, simpleCommit("t", 0, 5));
        group.shard.commit(9, simpleCommit("u", 0, 5));
        group.shard.run(group.shard
                .coordinator()
                .partitionsDeleted(Set.of(new GroupTopicPartition("t", 0)), group.shard.nowMs()));
        assertThat(group.committed("t", 0)).isEqualTo(-1);
        assertThat(group.committed("u", 0)).isEqualTo(5);
    }

    private void expire() {
        group.shard.run(group.shard.coordinator().expireOffsets(group.shard.nowMs()));
    }
}
