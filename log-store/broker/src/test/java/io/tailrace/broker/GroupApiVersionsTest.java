package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.DescribeGroupsRequest;
import io.tailrace.protocol.message.DescribeGroupsResponse;
import io.tailrace.protocol.message.FindCoordinatorRequest;
import io.tailrace.protocol.message.FindCoordinatorResponse;
import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.HeartbeatResponse;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.LeaveGroupResponse;
import io.tailrace.protocol.message.ListGroupsRequest;
import io.tailrace.protocol.message.ListGroupsResponse;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.MetadataResponse;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetCommitResponse;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetFetchResponse;
import io.tailrace.protocol.message.SyncGroupRequest;
import io.tailrace.protocol.message.SyncGroupResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The life of a group member in every version of every group API: generation {@code n} of the test uses version
 * {@code n} of each API, or the nearest one there is. Its payloads are not a consumer's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GroupApiVersionsTest {

    @TempDir
    static Path directory;

    private BrokerServer server;
    private UUID topicId;

    @BeforeAll
    void start() throws Exception {
        server = TestServers.start(directory);
        try (RawConnection connection = new RawConnection(server)) {
            MetadataRequest create = new MetadataRequest();
            create.topics().add(new MetadataRequest.MetadataRequestTopic().setName("t"));
            topicId = ((MetadataResponse) connection.call(create, 12))
                    .topics()
                    .get(0)
                    .topicId();
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static short near(ApiKey key, int version) {
        return (short) Math.max(key.lowestVersion(), Math.min(key.highestVersion(), version));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldServeTheLifeOfAMember(int generation) throws Exception {
        String group = "group-" + generation;
        try (RawConnection connection = new RawConnection(server)) {
            findCoordinator(connection, group, generation);
            JoinGroupResponse joined = join(connection, group, generation);
            String member = joined.memberId();
            assertThat(joined.leader()).isEqualTo(member);
            assertThat(joined.members()).hasSize(1);

            SyncGroupRequest sync = new SyncGroupRequest()
                    .setGroupId(group)
                    .setGenerationId(joined.generationId())
                    .setMemberId(member);
            sync.assignments()
                    .add(new SyncGroupRequest.SyncGroupRequestAssignment()
                            .setMemberId(member)
                            .setAssignment(new byte[] {9}));
            if (generation >= 5) {
                assertThat(((SyncGroupResponse) connection.call(sync, 5)).errorCode())
                        .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL.code());
            }
            sync.setProtocolType("connect").setProtocolName("p");
            SyncGroupResponse synced = (SyncGroupResponse) connection.call(sync, near(ApiKey.SYNC_GROUP, generation));
            assertThat(synced.errorCode()).isZero();
            assertThat(synced.assignment()).containsExactly(9);

            HeartbeatResponse beat = (HeartbeatResponse) connection.call(
                    new HeartbeatRequest()
                            .setGroupId(group)
                            .setGenerationId(joined.generationId())
                            .setMemberId(member),
                    near(ApiKey.HEARTBEAT, generation));
            assertThat(beat.errorCode()).isZero();
            commit(connection, group, member, joined.generationId(), generation);
            assertThat(committed(connection, group, generation)).isEqualTo(41 + generation);
            describe(connection, group, member, generation);
            leave(connection, group, member, generation);
        }
    }

    @Test
    void shouldRefuseToCommitForTopicsAndPartitionsThatDoNotExist() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            findCoordinator(connection, "g", 4);
            OffsetCommitRequest request = new OffsetCommitRequest().setGroupId("g");
            for (String name : List.of("t", "missing")) {
                OffsetCommitRequest.OffsetCommitRequestTopic topic =
                        new OffsetCommitRequest.OffsetCommitRequestTopic().setName(name);
                for (int partition : new int[] {0, 7}) {
                    topic.partitions()
                            .add(new OffsetCommitRequest.OffsetCommitRequestPartition()
                                    .setPartitionIndex(partition)
                                    .setCommittedOffset(1));
                }
                request.topics().add(topic);
            }
            OffsetCommitResponse response = (OffsetCommitResponse) connection.call(request, 8);
            assertThat(response.topics())
                    .hasSize(2)
                    .allSatisfy(topic -> topic.partitions()
                            .forEach(partition -> assertThat(ErrorCode.forCode(partition.errorCode()))
                                    .isEqualTo(
                                            topic.name().equals("t") && partition.partitionIndex() == 0
                                                    ? ErrorCode.NONE
                                                    : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)));
        }
    }

    private static void findCoordinator(RawConnection connection, String group, int generation) throws Exception {
        short version = near(ApiKey.FIND_COORDINATOR, generation);
        FindCoordinatorRequest request = new FindCoordinatorRequest();
        if (version < 4) {
            request.setKey(group);
        } else {
            request.coordinatorKeys().add(group);
        }
        FindCoordinatorResponse response = (FindCoordinatorResponse) connection.call(request, version);
        short error = version < 4
                ? response.errorCode()
                : response.coordinators().get(0).errorCode();
        assertThat(error).isZero();
    }

    private static JoinGroupResponse join(RawConnection connection, String group, int generation) throws Exception {
        short version = near(ApiKey.JOIN_GROUP, generation);
        JoinGroupRequest request = new JoinGroupRequest()
                .setGroupId(group)
                .setSessionTimeoutMs(10_000)
                .setRebalanceTimeoutMs(version == 0 ? -1 : 10_000)
                .setProtocolType("connect");
        request.protocols()
                .add(new JoinGroupRequest.JoinGroupRequestProtocol()
                        .setName("p")
                        .setMetadata(new byte[] {1, 2, 3}));
        JoinGroupResponse response = (JoinGroupResponse) connection.call(request, version);
        if (version >= 4) { // KIP-394: the first answer gives the member its id
            assertThat(response.errorCode()).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED.code());
            response = (JoinGroupResponse) connection.call(request.setMemberId(response.memberId()), version);
        }
        assertThat(response.errorCode()).isZero();
        return response;
    }

    private void commit(RawConnection connection, String group, String member, int groupGeneration, int generation)
            throws Exception {
        short version = near(ApiKey.OFFSET_COMMIT, generation);
        OffsetCommitRequest request = new OffsetCommitRequest()
                .setGroupId(group)
                .setMemberId(member)
                .setGenerationIdOrMemberEpoch(groupGeneration);
        OffsetCommitRequest.OffsetCommitRequestTopic topic =
                new OffsetCommitRequest.OffsetCommitRequestTopic().setName("t").setTopicId(topicId);
        topic.partitions()
                .add(new OffsetCommitRequest.OffsetCommitRequestPartition()
                        .setCommittedOffset(41 + generation)
                        .setCommittedMetadata("m"));
        request.topics().add(topic);
        OffsetCommitResponse response = (OffsetCommitResponse) connection.call(request, version);
        assertThat(response.topics().get(0).partitions().get(0).errorCode()).isZero();
    }

    private long committed(RawConnection connection, String group, int generation) throws Exception {
        short version = near(ApiKey.OFFSET_FETCH, generation);
        OffsetFetchRequest request = new OffsetFetchRequest();
        if (version < 8) {
            request.setGroupId(group)
                    .topics()
                    .add(new OffsetFetchRequest.OffsetFetchRequestTopic()
                            .setName("t")
                            .setPartitionIndexes(List.of(0)));
            OffsetFetchResponse response = (OffsetFetchResponse) connection.call(request, version);
            return response.topics().get(0).partitions().get(0).committedOffset();
        }
        OffsetFetchRequest.OffsetFetchRequestGroup wanted = new OffsetFetchRequest.OffsetFetchRequestGroup()
                .setGroupId(group)
                .setTopics(null);
        request.groups().add(wanted);
        OffsetFetchResponse all = (OffsetFetchResponse) connection.call(request, version);
        OffsetFetchResponse.OffsetFetchResponseTopics topic =
                all.groups().get(0).topics().get(0);
        assertThat(version >= 10 ? topic.topicId() : topicId).isEqualTo(topicId);
        return topic.partitions().get(0).committedOffset();
    }

    private static void describe(RawConnection connection, String group, String member, int generation)
            throws Exception {
        DescribeGroupsResponse described = (DescribeGroupsResponse) connection.call(
                new DescribeGroupsRequest().setGroups(List.of(group, "unknown")),
                near(ApiKey.DESCRIBE_GROUPS, generation));
        assertThat(described.groups()).hasSize(2);
        assertThat(described.groups().get(0).groupState()).isEqualTo("Stable");
        assertThat(described.groups().get(0).members().get(0).memberId()).isEqualTo(member);
        assertThat(described.groups().get(1).groupState()).isEqualTo("Dead");
        ListGroupsResponse listed =
                (ListGroupsResponse) connection.call(new ListGroupsRequest(), near(ApiKey.LIST_GROUPS, generation));
        assertThat(listed.groups()).anyMatch(entry -> entry.groupId().equals(group));
    }

    private static void leave(RawConnection connection, String group, String member, int generation) throws Exception {
        short version = near(ApiKey.LEAVE_GROUP, generation);
        LeaveGroupRequest request = new LeaveGroupRequest().setGroupId(group);
        if (version < 3) {
            request.setMemberId(member);
        } else {
            request.members().add(new LeaveGroupRequest.MemberIdentity().setMemberId(member));
        }
        assertThat(((LeaveGroupResponse) connection.call(request, version)).errorCode())
                .isZero();
    }
}
