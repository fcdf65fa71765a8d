package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.AssignorInput.Claim;
import io.tailrace.clients.consumer.assignment.GroupMemberView;
import io.tailrace.clients.consumer.assignment.StickyAssignment;
import io.tailrace.common.Cluster;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The assignment of {@link StickyAssignor} reached cooperatively (KIP-429): members keep their partitions while the
 * group rebalances, and a partition that moves is left out once, until its old owner has given it up. Works eagerly
 * too, for groups that are being changed over from another assignor.
 */
public class CooperativeStickyAssignor implements ConsumerPartitionAssignor {
    public static final String COOPERATIVE_STICKY_ASSIGNOR_NAME = "cooperative-sticky";

    private int generation = GroupMemberView.NO_GENERATION;

    @Override
    public String name() {
        return COOPERATIVE_STICKY_ASSIGNOR_NAME;
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        generation = metadata.generationId();
    }

    /** The generation as int32, for leaders that do not read it from the subscription. */
    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return ByteBuffer.allocate(4).putInt(generation).flip();
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
        AssignorInput input = AssignorInput.of(metadata, groupSubscription, CooperativeStickyAssignor::claim);
        return AssignorInput.result(StickyAssignment.assign(input.partitionsByTopic(), input.members())
                .withoutMoving());
    }

    private static Claim claim(Subscription subscription) {
        int generation = subscription.generationId().orElseGet(() -> generationIn(subscription.userData()));
        return new Claim(subscription.ownedPartitions(), generation);
    }

    private static int generationIn(@Nullable ByteBuffer userData) {
        if (userData == null || userData.remaining() < 4) return GroupMemberView.NO_GENERATION;
        return userData.getInt(userData.position());
    }
}
