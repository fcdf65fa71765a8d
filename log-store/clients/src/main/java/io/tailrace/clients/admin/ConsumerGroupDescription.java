package io.tailrace.clients.admin;

import io.tailrace.common.GroupState;
import io.tailrace.common.GroupType;
import io.tailrace.common.Node;
import io.tailrace.common.acl.AclOperation;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group of consumers. */
public record ConsumerGroupDescription(
        String groupId,
        boolean isSimpleConsumerGroup,
        Collection<MemberDescription> members,
        String partitionAssignor,
        GroupType type,
        GroupState groupState,
        Node coordinator,
        @Nullable Set<AclOperation> authorizedOperations,
        Optional<Integer> groupEpoch,
        Optional<Integer> targetAssignmentEpoch) {}
