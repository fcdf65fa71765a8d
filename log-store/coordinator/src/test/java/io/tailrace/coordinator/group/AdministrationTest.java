package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.Requests.commit;
import static io.tailrace.coordinator.group.Requests.join;
import static io.tailrace.coordinator.group.Requests.simpleCommit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.DeleteGroupsRequest;
import io.tailrace.protocol.message.DeleteGroupsResponse;
import io.tailrace.protocol.message.DescribeGroupsRequest;
import io.tailrace.protocol.message.DescribeGroupsResponse;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.ListGroupsRequest;
import io.tailrace.protocol.message.ListGroupsResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdministrationTest {

    private final GroupFixture group = new GroupFixture();

    private DescribeGroupsResponse.DescribedGroup describe(int version, String id) {
        return group.shard
                .coordinator()
                .describeGroups((short) version, new DescribeGroupsRequest().setGroups(List.of(id)))
                .groups()
                .get(0);
    }

    private List<String> list(ListGroupsRequest request) {
        return group.shard.coordinator().listGroups((short) 5, request).groups().stream()
                .map(ListGroupsResponse.ListedGroup::groupId)
                .toList();
    }

    private List<ErrorCode> delete(String... ids) {
        return group
                .shard
                .deleteGroups(new DeleteGroupsRequest().setGroupsNames(List.of(ids)))
                .response()
                .results()
                .stream()
                .map(DeleteGroupsResponse.DeletableGroupResult::errorCode)
                .map(Call::error)
                .toList();
    }

    @Test
    void shouldDescribeAStableGroupInFull() {
        JoinGroupResponse member = group.stableStatic("a").get(0);
        DescribeGroupsResponse.DescribedGroup described = describe(5, Requests.GROUP);
        assertThat(described.groupState()).isEqualTo("Stable");
        assertThat(described.protocolType()).isEqualTo("consumer");
        assertThat(described.protocolData()).isEqualTo("range");
        assertThat(described.members()).hasSize(1);
        DescribeGroupsResponse.DescribedGroupMember only = described.members().get(0);
        assertThat(only.memberId()).isEqualTo(member.memberId());
        assertThat(only.groupInstanceId()).isEqualTo("a");
        assertThat(only.clientId()).isEqualTo("client");
        assertThat(only.clientHost()).isEqualTo("/127.0.0.1");
        assertThat(only.memberMetadata()).isEqualTo(Requests.bytes("metadata of range"));
        assertThat(only.memberAssignment()).isEqualTo(Requests.bytes("part of " + member.memberId()));
    }

    @Test
    void shouldNotTellAssignmentsDuringARebalance() {
        group.stable(1);
        group.shard.join(3, join(""));
        DescribeGroupsResponse.DescribedGroup described = describe(5, Requests.GROUP);
        assertThat(described.groupState()).isEqualTo("PreparingRebalance");
        assertThat(described.protocolData()).isEmpty();
        assertThat(described.members()).hasSize(2).allSatisfy(m -> {
            assertThat(m.memberAssignment()).isEmpty();
            assertThat(m.memberMetadata()).isEmpty();
        });
    }

    @Test
    void shouldCallMissingGroupsDeadAndFromVersion6OnNotFound() {
        assertThat(describe(5, "none").groupState()).isEqualTo("Dead");
        assertThat(describe(5, "none").errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(describe(6, "none").errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        assertThat(describe(6, "none").errorMessage()).contains("none");
    }

    @Test
    void shouldListGroupsThatPassTheFilters() {
        group.stable(1);
        group.shard.commit(9, simpleCommit("t", 0, 1).setGroupId("simple"));
        assertThat(list(new ListGroupsRequest())).containsExactly("g", "simple");
        assertThat(list(new ListGroupsRequest().setStatesFilter(List.of("empty"))))
                .containsExactly("simple");
        assertThat(list(new ListGroupsRequest().setStatesFilter(List.of("Stable", "Dead"))))
                .containsExactly("g");
        assertThat(list(new ListGroupsRequest().setTypesFilter(List.of("classic"))))
                .hasSize(2);
        assertThat(list(new ListGroupsRequest().setTypesFilter(List.of("consumer"))))
                .isEmpty();
        assertThat(group.shard
                        .coordinator()
                        .listGroups((short) 5, new ListGroupsRequest())
                        .groups())
                .allSatisfy(listed -> assertThat(listed.groupType()).isEqualTo("classic"));
    }

    @Test
    void shouldDeleteEmptyGroupsWithTheirOffsets() {
        JoinGroupResponse member = group.stable(1).get(0);
        group.shard.commit(9, commit(member.memberId(), 1, "t", 0, 5));
        assertThat(delete(Requests.GROUP, "none"))
                .containsExactly(ErrorCode.NON_EMPTY_GROUP, ErrorCode.GROUP_ID_NOT_FOUND);
        group.shard.leave(3, Requests.leave(member.memberId()));
        assertThat(delete(Requests.GROUP)).containsExactly(ErrorCode.NONE);
        assertThat(delete(Requests.GROUP)).containsExactly(ErrorCode.GROUP_ID_NOT_FOUND);
        assertThat(group.committed("t", 0)).isEqualTo(-1);
        group.shard.restart();
        assertThat(list(new ListGroupsRequest())).isEmpty();
    }
}
