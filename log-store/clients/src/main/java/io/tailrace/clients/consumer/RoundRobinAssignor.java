package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.assignment.RoundRobinAssignment;
import io.tailrace.common.Cluster;

/** Deals the partitions of all topics out one by one to the members that subscribed to each topic. */
public class RoundRobinAssignor implements ConsumerPartitionAssignor {
    public static final String ROUNDROBIN_ASSIGNOR_NAME = "roundrobin";

    @Override
    public String name() {
        return ROUNDROBIN_ASSIGNOR_NAME;
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
        AssignorInput input = AssignorInput.of(metadata, groupSubscription, any -> AssignorInput.Claim.NOTHING);
        return AssignorInput.result(RoundRobinAssignment.assign(input.partitionCounts(), input.members()));
    }
}
