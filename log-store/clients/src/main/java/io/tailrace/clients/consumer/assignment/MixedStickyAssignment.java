package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sticky assignment where members subscribed to different topics.
 *
 * <p>Members keep what they own and may still own; the rest goes, partition by partition (those with the fewest
 * possible members first), to the member with the fewest partitions so far. Then partitions move from a member to one
 * that has at least two fewer, until no such move is left. If that gives no better balance than before, it is undone.
 * Members with nothing to give or to get are left out of the search.
 *
 * <p><b>Threads:</b> one thread, used once.
 */
final class MixedStickyAssignment {

    private record PreviousOwner(String member, int generation) {}

    private final Map<String, List<PartitionInfo>> partitionsByTopic;
    private final RackTopology racks;
    private final Map<String, GroupMemberView> members = new HashMap<>();
    private final Map<String, List<String>> topicsOf = new HashMap<>();
    private final Map<String, List<String>> membersOf = new HashMap<>();
    private final Map<String, List<TopicPartition>> assignment;
    private final Map<TopicPartition, String> ownerOf = new HashMap<>();
    private final Map<TopicPartition, PreviousOwner> previousOwner = new HashMap<>();
    private final PartitionMoves moves = new PartitionMoves();
    private final TreeSet<String> bySize;
    private boolean somethingRevoked;

    MixedStickyAssignment(
            Map<String, List<PartitionInfo>> partitionsByTopic,
            RackTopology racks,
            Ownership ownership,
            Collection<GroupMemberView> members) {
        this.partitionsByTopic = partitionsByTopic;
        this.racks = racks;
        this.assignment = ownership.ownedByMember;
        partitionsByTopic.keySet().forEach(topic -> membersOf.put(topic, new ArrayList<>()));
        for (GroupMemberView member : members) {
            this.members.put(member.id(), member);
            List<String> topics = new ArrayList<>();
            topicsOf.put(member.id(), topics);
            for (String topic : member.topics()) {
                if (!partitionsByTopic.containsKey(topic)) continue;
                topics.add(topic);
                membersOf.get(topic).add(member.id());
            }
            if (member.generation() < ownership.latestGeneration) rememberPreviousOwner(member);
        }
        assignment.forEach((member, owned) -> owned.forEach(partition -> ownerOf.put(partition, member)));
        bySize = new TreeSet<>(
                Comparator.<String>comparingInt(member -> sizeOf(member)).thenComparing(Comparator.naturalOrder()));
    }

    private void rememberPreviousOwner(GroupMemberView member) {
        for (TopicPartition partition : member.owned()) {
            previousOwner.merge(
                    partition,
                    new PreviousOwner(member.id(), member.generation()),
                    (known, claim) -> claim.generation > known.generation ? claim : known);
        }
    }

    Map<String, List<TopicPartition>> build() {
        List<TopicPartition> all = allPartitions();
        Set<TopicPartition> kept = keepOwned();
        bySize.addAll(assignment.keySet());
        List<TopicPartition> unassigned = new ArrayList<>(all);
        unassigned.removeAll(kept);
        balance(all, unassigned);
        return assignment;
    }

    /** Topics with the fewest members first. */
    private List<TopicPartition> allPartitions() {
        List<String> topics = new ArrayList<>(membersOf.keySet());
        topics.sort(
                Comparator.<String>comparingInt(topic -> membersOf.get(topic).size())
                        .thenComparing(Comparator.naturalOrder()));
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            partitionsByTopic.get(topic).forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        }
        return all;
    }

    private Set<TopicPartition> keepOwned() {
        Set<TopicPartition> kept = new HashSet<>();
        assignment.forEach((member, owned) -> {
            Set<String> subscribed = new HashSet<>(members.get(member).topics());
            for (Iterator<TopicPartition> partitions = owned.iterator(); partitions.hasNext(); ) {
                TopicPartition partition = partitions.next();
                if (!subscribed.contains(partition.topic()) || racks.mismatch(member, partition)) {
                    partitions.remove();
                    somethingRevoked = true;
                } else {
                    kept.add(partition);
                }
            }
        });
        return kept;
    }

    private void balance(List<TopicPartition> all, List<TopicPartition> unassigned) {
        boolean fromScratch = assignment.get(bySize.last()).isEmpty();
        List<TopicPartition> waiting = new ArrayList<>(unassigned);
        if (racks.inUse()) waiting.removeIf(partition -> giveToSmallest(partition, true));
        waiting.forEach(partition -> giveToSmallest(partition, false));

        List<TopicPartition> movable = new ArrayList<>(all);
        movable.removeIf(partition -> membersOf.get(partition.topic()).size() < 2);
        List<TopicPartition> movableNew = new ArrayList<>(unassigned);
        movableNew.removeIf(partition -> membersOf.get(partition.topic()).size() < 2);

        Map<String, List<TopicPartition>> fixed = new LinkedHashMap<>();
        for (String member : topicsOf.keySet()) {
            if (canTakePart(member)) continue;
            bySize.remove(member);
            fixed.put(member, assignment.remove(member));
        }
        Map<String, List<TopicPartition>> before = new HashMap<>();
        assignment.forEach((member, partitions) -> before.put(member, new ArrayList<>(partitions)));

        if (!bySize.isEmpty()) {
            if (!somethingRevoked) improve(movableNew);
            boolean moved = improve(movable);
            if (!fromScratch && moved && imbalance(assignment) >= imbalance(before)) {
                assignment.clear();
                assignment.putAll(before);
            }
        }
        assignment.putAll(fixed);
    }

    private boolean giveToSmallest(TopicPartition partition, boolean nearOnly) {
        for (String member : bySize) {
            if (!topicsOf.get(member).contains(partition.topic())) continue;
            if (nearOnly && racks.mismatch(member, partition)) continue;
            bySize.remove(member);
            assignment.get(member).add(partition);
            ownerOf.put(partition, member);
            bySize.add(member);
            return true;
        }
        return false;
    }

    private boolean canTakePart(String member) {
        if (sizeOf(member) < mostFor(member)) return true;
        return assignment.get(member).stream()
                .anyMatch(partition -> membersOf.get(partition.topic()).size() >= 2);
    }

    private int mostFor(String member) {
        return topicsOf.get(member).stream()
                .mapToInt(topic -> partitionsByTopic.get(topic).size())
                .sum();
    }

    private boolean improve(List<TopicPartition> movable) {
        boolean movedAny = false;
        boolean moved;
        do {
            moved = false;
            for (TopicPartition partition : movable) {
                if (isBalanced()) break;
                String target = betterOwner(partition);
                if (target == null) continue;
                move(partition, target);
                moved = true;
                movedAny = true;
            }
        } while (moved);
        return movedAny;
    }

    /** The previous owner if it has room, else the smallest possible member if some member has room; null if none. */
    private @Nullable String betterOwner(TopicPartition partition) {
        int size = sizeOf(ownerOf.get(partition));
        PreviousOwner previous = previousOwner.get(partition);
        if (previous != null
                && membersOf.get(partition.topic()).contains(previous.member)
                && size > sizeOf(previous.member) + 1) {
            return previous.member;
        }
        for (String other : membersOf.get(partition.topic())) {
            if (size > sizeOf(other) + 1) return smallestFor(partition.topic());
        }
        return null;
    }

    private String smallestFor(String topic) {
        for (String member : bySize) {
            if (topicsOf.get(member).contains(topic)) return member;
        }
        throw new IllegalStateException("expected a member for topic " + topic + ", found none");
    }

    private void move(TopicPartition wanted, String target) {
        TopicPartition partition = moves.best(wanted, ownerOf.get(wanted), target);
        String source = ownerOf.get(partition);
        bySize.remove(source);
        bySize.remove(target);
        moves.record(partition, source, target);
        assignment.get(source).remove(partition);
        assignment.get(target).add(partition);
        ownerOf.put(partition, target);
        bySize.add(target);
        bySize.add(source);
    }

    private boolean isBalanced() {
        if (sizeOf(bySize.first()) >= sizeOf(bySize.last()) - 1) return true;
        for (String member : bySize) {
            int size = sizeOf(member);
            if (size == mostFor(member)) continue;
            for (String topic : topicsOf.get(member)) {
                for (PartitionInfo info : partitionsByTopic.get(topic)) {
                    String owner = ownerOf.get(new TopicPartition(topic, info.partition()));
                    if (!member.equals(owner) && size + 1 < sizeOf(owner)) return false;
                }
            }
        }
        return true;
    }

    private int sizeOf(String member) {
        return assignment.get(member).size();
    }

    /** Sum of the differences in size over all pairs of members. */
    private static int imbalance(Map<String, List<TopicPartition>> assignment) {
        int[] sizes = assignment.values().stream().mapToInt(List::size).toArray();
        int sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            for (int j = i + 1; j < sizes.length; j++) sum += Math.abs(sizes[i] - sizes[j]);
        }
        return sum;
    }
}
