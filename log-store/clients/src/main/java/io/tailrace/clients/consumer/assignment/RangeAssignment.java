package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives each member a run of neighbouring partitions of every topic, so that equally keyed topics with equally many
 * partitions meet at the same member. Each topic's members are ordered; the first {@code partitions % members} get one
 * partition more.
 *
 * <p>Where racks matter (KIP-881), a first pass gives partitions to members near a replica, for co-partitioned topics
 * to the same member, within the same quotas; the second pass hands out the rest as ever.
 */
public final class RangeAssignment {
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Map<String, List<TopicPartition>> assignment = new HashMap<>();
    private final List<Topic> topics = new ArrayList<>();

    private RangeAssignment() {}

    /** @param partitionsByTopic of the topics that exist, by partition number */
    public static Map<String, List<TopicPartition>> assign(
            Map<String, List<PartitionInfo>> partitionsByTopic, Collection<GroupMemberView> members) {
        return new RangeAssignment().run(partitionsByTopic, members);
    }

    private Map<String, List<TopicPartition>> run(
            Map<String, List<PartitionInfo>> partitionsByTopic, Collection<GroupMemberView> members) {
        Map<String, List<GroupMemberView>> subscribers = new HashMap<>();
        for (GroupMemberView member : members) {
            assignment.put(member.id(), new ArrayList<>());
            for (String topic : new LinkedHashSet<>(member.topics())) {
                subscribers.computeIfAbsent(topic, t -> new ArrayList<>()).add(member);
            }
        }
        partitionsByTopic.forEach((name, partitions) -> {
            if (!partitions.isEmpty()) topics.add(new Topic(partitions, subscribers.getOrDefault(name, List.of())));
        });
        boolean racks = topics.stream().anyMatch(topic -> topic.racks.inUse());
        if (racks) assignNearRacks();
        for (Topic topic : topics) topic.assignRanges(false);
        if (racks) assignment.values().forEach(list -> list.sort(BY_NAME));
        return assignment;
    }

    private void assignNearRacks() {
        Map<List<String>, Map<Integer, List<Topic>>> coPartitioned = new HashMap<>();
        for (Topic topic : topics) {
            coPartitioned
                    .computeIfAbsent(topic.memberIds(), ids -> new HashMap<>())
                    .computeIfAbsent(topic.racks.knowsRacks() ? topic.partitionCount : 0, n -> new ArrayList<>())
                    .add(topic);
        }
        coPartitioned.forEach((ids, byCount) -> byCount.forEach((count, together) -> {
            if (together.size() > 1) {
                assignTogether(ids, count, together);
            } else if (together.get(0).racks.inUse()) {
                together.get(0).assignRanges(true);
            }
        }));
    }

    /** Partition by partition: the first member that is near a replica in every topic, and has room in every topic. */
    private static void assignTogether(List<String> members, int count, List<Topic> together) {
        List<String> remaining = new ArrayList<>(members);
        for (int p = 0; p < count && !remaining.isEmpty(); p++) {
            int partition = p;
            String near = remaining.stream()
                    .filter(member -> together.stream().allMatch(topic -> topic.fits(member, partition)))
                    .findFirst()
                    .orElse(null);
            if (near == null) continue;
            for (Topic topic : together) topic.give(near, List.of(new TopicPartition(topic.name, partition)));
            if (together.stream().noneMatch(topic -> topic.room(near) > 0)) remaining.remove(near);
        }
    }

    /** One topic while its partitions are handed out. */
    private final class Topic {
        final String name;
        final int partitionCount;
        final List<GroupMemberView> members;
        final RackTopology racks;
        private final Set<TopicPartition> unassigned = new LinkedHashSet<>();
        private final Map<String, Integer> given = new HashMap<>();
        private final int quota;
        private int membersWithOneMore;

        Topic(List<PartitionInfo> partitions, List<GroupMemberView> subscribers) {
            name = partitions.get(0).topic();
            partitionCount = partitions.size();
            members = new ArrayList<>(subscribers);
            members.sort(GroupMemberView.STABLE_ORDER);
            racks = new RackTopology(partitions, members);
            for (PartitionInfo partition : partitions) {
                unassigned.add(new TopicPartition(name, partition.partition()));
            }
            quota = members.isEmpty() ? 0 : partitionCount / members.size();
            membersWithOneMore = members.isEmpty() ? 0 : partitionCount % members.size();
        }

        List<String> memberIds() {
            return members.stream().map(GroupMemberView::id).toList();
        }

        int room(String member) {
            return Math.max(0, quota + (membersWithOneMore > 0 ? 1 : 0) - given.getOrDefault(member, 0));
        }

        boolean fits(String member, int partition) {
            return racks.near(member, new TopicPartition(name, partition)) && room(member) > 0;
        }

        void assignRanges(boolean nearOnly) {
            for (GroupMemberView member : members) {
                if (unassigned.isEmpty()) return;
                List<TopicPartition> range = unassigned.stream()
                        .filter(partition -> !nearOnly || racks.near(member.id(), partition))
                        .limit(room(member.id()))
                        .toList();
                if (!range.isEmpty()) give(member.id(), range);
            }
        }

        void give(String member, List<TopicPartition> partitions) {
            assignment.get(member).addAll(partitions);
            if (given.merge(member, partitions.size(), Integer::sum) > quota) membersWithOneMore--;
            partitions.forEach(unassigned::remove);
        }
    }
}
