package io.tailrace.clients.admin;

import io.tailrace.common.ClassicGroupState;
import io.tailrace.common.Node;
import io.tailrace.common.acl.AclOperation;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group of the classic protocol, whatever it is used for. */
public record ClassicGroupDescription(
        String groupId,
        String protocol,
        String protocolData,
        Collection<MemberDescription> members,
        ClassicGroupState state,
        Node coordinator,
        @Nullable Set<AclOperation> authorizedOperations) {

    public ClassicGroupDescription(
            String groupId,
            String protocol,
            String protocolData,
            Collection<MemberDescription> members,
            ClassicGroupState state,
            Node coordinator) {
        this(groupId, protocol, protocolData, members, state, coordinator, Set.of());
    }

    /** Whether the group only commits offsets and has no members. */
    public boolean isSimpleConsumerGroup() {
        return protocol.isEmpty();
    }
}
