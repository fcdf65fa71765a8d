package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.assignment.GroupMemberView;
import io.tailrace.clients.consumer.assignment.StickyAssignment;
import io.tailrace.common.Cluster;
import io.tailrace.common.TopicPartition;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Balances partitions over the members, each within one partition of every other where subscriptions allow, and lets
 * members keep what they had (KIP-54). Eager: all partitions are given up in each rebalance, so that the members tell
 * the leader of their last assignment in the user data.
 */
public class StickyAssignor implements ConsumerPartitionAssignor {
    public static final String STICKY_ASSIGNOR_NAME = "sticky";

    private @Nullable List<TopicPartition> assigned;
    private int generation = GroupMemberView.NO_GENERATION;

    @Override
    public String name() {
        return STICKY_ASSIGNOR_NAME;
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        assigned = assignment.partitions();
        generation = metadata.generationId();
    }

    @Override
    public @Nullable ByteBuffer subscriptionUserData(Set<String> topics) {
        return assigned == null ? null : StickyUserData.write(assigned, generation);
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
        AssignorInput input = AssignorInput.of(
                metadata, groupSubscription, subscription -> StickyUserData.read(subscription.userData()));
        return AssignorInput.result(StickyAssignment.assign(input.partitionsByTopic(), input.members())
                .partitionsByMember());
    }
}
