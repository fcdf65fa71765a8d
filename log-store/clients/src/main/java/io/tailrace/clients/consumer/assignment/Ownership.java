package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may keep what: the members' claims to partitions of the last assignment, with conflicting ones settled. The
 * claim of the later generation wins; of two in the same generation neither holds, because nobody can tell which is
 * right, and the partition is {@link #disputed}.
 */
final class Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    /** Members in order of a hash map, which the results depend on. */
    final Map<String, List<TopicPartition>> ownedByMember = new HashMap<>();

    final Set<TopicPartition> disputed = new HashSet<>();
    final boolean sameTopicsForAll;
    final int latestGeneration;

    Ownership(Set<String> existingTopics, Collection<GroupMemberView> members) {
        Map<String, GroupMemberView> byId = new HashMap<>();
        Map<TopicPartition, String> owners = new HashMap<>();
        Set<String> firstTopics = new HashSet<>();
        boolean same = true;
        int latest = GroupMemberView.NO_GENERATION;
        for (GroupMemberView member : members) {
            byId.put(member.id(), member);
            if (firstTopics.isEmpty()) {
                firstTopics.addAll(member.topics());
            } else if (member.topics().size() != firstTopics.size() || !firstTopics.containsAll(member.topics())) {
                same = false;
            }
            latest = Math.max(latest, member.generation());
            List<TopicPartition> owned = new ArrayList<>();
            ownedByMember.put(member.id(), owned);
            for (TopicPartition partition : member.owned()) {
                if (!existingTopics.contains(partition.topic())) continue;
                String other = owners.get(partition);
                if (other == null) {
                    owned.add(partition);
                    owners.put(partition, member.id());
                } else {
                    settle(partition, member, byId.get(other), owned, owners);
                }
            }
        }
        sameTopicsForAll = same;
        latestGeneration = latest;
    }

    private void settle(
            TopicPartition partition,
            GroupMemberView member,
            GroupMemberView other,
            List<TopicPartition> owned,
            Map<TopicPartition, String> owners) {
        LOG.warn(
                "Members {} (generation {}) and {} (generation {}) both claim {}",
                member.id(),
                member.generation(),
                other.id(),
                other.declaredGeneration(),
                partition);
        if (member.generation() == other.declaredGeneration()) {
            disputed.add(partition);
        } else if (member.generation() > other.declaredGeneration()) {
            owned.add(partition);
        } else {
            return;
        }
        ownedByMember.get(other.id()).remove(partition);
        owners.put(partition, member.id());
    }
}
