package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Assignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupAssignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Subscription;
import io.tailrace.clients.consumer.assignment.GroupMemberView;
import io.tailrace.common.Cluster;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Turns what the group's leader is given into the input of the assignment algorithms, and their results back. */
record AssignorInput(Map<String, List<PartitionInfo>> partitionsByTopic, List<GroupMemberView> members) {

    /** What a member claims to own, and since which generation. */
    record Claim(List<TopicPartition> owned, int generation) {
        static final Claim NOTHING = new Claim(List.of(), GroupMemberView.NO_GENERATION);
    }

    /** Topics that are not in the metadata are left out. */
    static AssignorInput of(Cluster cluster, GroupSubscription group, Function<Subscription, Claim> claims) {
        Set<String> topics = new HashSet<>();
        List<GroupMemberView> members = new ArrayList<>();
        group.groupSubscription().forEach((id, subscription) -> {
            topics.addAll(subscription.topics());
            Claim claim = claims.apply(subscription);
            members.add(new GroupMemberView(
                    id,
                    subscription.groupInstanceId().orElse(null),
                    subscription.topics(),
                    claim.owned(),
                    claim.generation(),
                    subscription.generationId().orElse(GroupMemberView.NO_GENERATION),
                    subscription.rackId().orElse(null)));
        });
        Map<String, List<PartitionInfo>> partitions = new HashMap<>();
        for (String topic : topics) {
            List<PartitionInfo> known = cluster.partitionsForTopic(topic);
            if (known == null || known.isEmpty()) continue;
            List<PartitionInfo> sorted = new ArrayList<>(known);
            sorted.sort(Comparator.comparingInt(PartitionInfo::partition));
            partitions.put(topic, sorted);
        }
        return new AssignorInput(partitions, members);
    }

    Map<String, Integer> partitionCounts() {
        Map<String, Integer> counts = new HashMap<>();
        partitionsByTopic.forEach((topic, partitions) -> counts.put(topic, partitions.size()));
        return counts;
    }

    static GroupAssignment result(Map<String, List<TopicPartition>> partitionsByMember) {
        Map<String, Assignment> assignments = new HashMap<>();
        partitionsByMember.forEach((member, partitions) -> assignments.put(member, new Assignment(partitions)));
        return new GroupAssignment(assignments);
    }
}
