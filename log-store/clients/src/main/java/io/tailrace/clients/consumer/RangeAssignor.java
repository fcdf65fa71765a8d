package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.assignment.RangeAssignment;
import io.tailrace.common.Cluster;

/**
 * Gives each member neighbouring partitions of each topic, the same numbers for topics of the same size, so that
 * equally keyed topics can be joined. Prefers members in the rack of a replica where racks are known.
 */
public class RangeAssignor implements ConsumerPartitionAssignor {
    public static final String RANGE_ASSIGNOR_NAME = "range";

    @Override
    public String name() {
        return RANGE_ASSIGNOR_NAME;
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
        AssignorInput input = AssignorInput.of(metadata, groupSubscription, any -> AssignorInput.Claim.NOTHING);
        return AssignorInput.result(RangeAssignment.assign(input.partitionsByTopic(), input.members()));
    }
}
