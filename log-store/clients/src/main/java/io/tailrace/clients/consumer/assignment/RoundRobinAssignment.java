package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Deals all partitions out in turn, over all topics, to the members that subscribed to each. */
public final class RoundRobinAssignment {

    private RoundRobinAssignment() {}

    /** @param partitionCounts of the topics that exist */
    public static Map<String, List<TopicPartition>> assign(
            Map<String, Integer> partitionCounts, Collection<GroupMemberView> members) {
        Map<String, List<TopicPartition>> assignment = new HashMap<>();
        List<GroupMemberView> circle = new ArrayList<>(members);
        circle.sort(GroupMemberView.STABLE_ORDER);
        List<Set<String>> topicsOf = new ArrayList<>();
        Set<String> topics = new TreeSet<>();
        for (GroupMemberView member : circle) {
            assignment.put(member.id(), new ArrayList<>());
            topicsOf.add(new HashSet<>(member.topics()));
            topics.addAll(member.topics());
        }
        int turn = 0;
        for (String topic : topics) {
            int count = partitionCounts.getOrDefault(topic, 0);
            for (int partition = 0; partition < count; partition++) {
                while (!topicsOf.get(turn).contains(topic)) turn = (turn + 1) % circle.size();
                assignment.get(circle.get(turn).id()).add(new TopicPartition(topic, partition));
                turn = (turn + 1) % circle.size();
            }
        }
        return assignment;
    }
}
