package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Balances partitions over members and moves as few as possible (KIP-54; KIP-429 for the cooperative form). Two
 * algorithms: {@link UniformStickyAssignment} in linear time where all members have the same topics, else
 * {@link MixedStickyAssignment}, which improves step by step.
 *
 * @param partitionsByMember what each member is to own in the end
 * @param moving partitions that go from one owner to another, by new owner: a cooperative group must leave them out of
 *     this assignment until the old owner has given them up
 */
public record StickyAssignment(
        Map<String, List<TopicPartition>> partitionsByMember, Map<TopicPartition, String> moving) {

    /** @param partitionsByTopic of the topics that exist, by partition number */
    public static StickyAssignment assign(
            Map<String, List<PartitionInfo>> partitionsByTopic, Collection<GroupMemberView> members) {
        Ownership ownership = new Ownership(partitionsByTopic.keySet(), members);
        List<PartitionInfo> all = new ArrayList<>();
        partitionsByTopic.values().forEach(all::addAll);
        RackTopology racks = new RackTopology(all, members);
        if (ownership.sameTopicsForAll) {
            UniformStickyAssignment uniform = new UniformStickyAssignment(partitionsByTopic, racks, ownership);
            return new StickyAssignment(uniform.build(), uniform.moving());
        }
        Map<String, List<TopicPartition>> mixed =
                new MixedStickyAssignment(partitionsByTopic, racks, ownership, members).build();
        return new StickyAssignment(mixed, movesBetween(members, mixed));
    }

    /** The assignment of a cooperative rebalance: without what somebody else still owns. */
    public Map<String, List<TopicPartition>> withoutMoving() {
        Map<String, List<TopicPartition>> settled = new LinkedHashMap<>();
        partitionsByMember.forEach((member, partitions) -> {
            List<TopicPartition> kept = new ArrayList<>(partitions);
            kept.removeIf(partition -> member.equals(moving.get(partition)));
            settled.put(member, kept);
        });
        return settled;
    }

    private static Map<TopicPartition, String> movesBetween(
            Collection<GroupMemberView> members, Map<String, List<TopicPartition>> assignment) {
        Map<TopicPartition, String> added = new HashMap<>();
        Set<TopicPartition> revoked = new HashSet<>();
        for (GroupMemberView member : members) {
            Set<TopicPartition> owned = new HashSet<>(member.owned());
            Set<TopicPartition> assigned = new HashSet<>(assignment.get(member.id()));
            for (TopicPartition partition : assigned) {
                if (!owned.contains(partition)) added.put(partition, member.id());
            }
            owned.removeAll(assigned);
            revoked.addAll(owned);
        }
        added.keySet().retainAll(revoked);
        return added;
    }
}
