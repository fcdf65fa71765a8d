package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sticky assignment where all members subscribed to the same topics, so that a partition can go to anybody.
 *
 * <p>With P partitions and M members every member gets {@code low = P / M} or {@code low + 1}, the latter exactly
 * {@code P % M} of them. Three passes: members keep what they own up to that; partitions without an owner go to
 * members near a replica, where racks matter; the rest is dealt out in turn, first to members below {@code low}, then
 * one more each to those that may have one. Linear in partitions save for the sorting.
 *
 * <p><b>Threads:</b> one thread, used once.
 */
final class UniformStickyAssignment {
    private static final Comparator<TopicPartition> BY_NUMBER =
            Comparator.comparingInt(TopicPartition::partition).thenComparing(TopicPartition::topic);

    private final Map<String, List<PartitionInfo>> partitionsByTopic;
    private final RackTopology racks;
    private final Ownership ownership;
    private final Map<String, List<TopicPartition>> assignment = new HashMap<>();
    private final Set<TopicPartition> kept = new HashSet<>();
    private final Map<TopicPartition, String> givenUpBy = new HashMap<>();
    private final Map<TopicPartition, String> moving = new HashMap<>();
    private final List<String> belowLow = new ArrayList<>();
    private final List<String> atLow = new ArrayList<>();
    private final int low;
    private final int high;
    private final int membersAboveLow;
    private int filledAboveLow;

    UniformStickyAssignment(
            Map<String, List<PartitionInfo>> partitionsByTopic, RackTopology racks, Ownership ownership) {
        this.partitionsByTopic = partitionsByTopic;
        this.racks = racks;
        this.ownership = ownership;
        int partitions =
                partitionsByTopic.values().stream().mapToInt(List::size).sum();
        int members = ownership.ownedByMember.size();
        low = partitions / members;
        membersAboveLow = partitions % members;
        high = membersAboveLow == 0 ? low : low + 1;
    }

    Map<String, List<TopicPartition>> build() {
        ownership.ownedByMember.keySet().forEach(member -> assignment.put(member, new ArrayList<>(high)));
        ownership.ownedByMember.forEach(this::keepOwned);
        belowLow.sort(null);
        atLow.sort(null);
        List<TopicPartition> rest = withoutOwner();
        if (racks.knowsRacks()) rest.sort(Comparator.comparingInt(racks::membersNear));
        dealInTurn(racks.inUse() ? dealNearRacks(rest) : rest);
        return assignment;
    }

    /** Partitions whose new owner must wait for the old one, by new owner. */
    Map<TopicPartition, String> moving() {
        return moving;
    }

    private void keepOwned(String member, List<TopicPartition> claimed) {
        List<TopicPartition> owned = new ArrayList<>(claimed.size());
        for (TopicPartition partition : claimed) {
            if (racks.mismatch(member, partition)) {
                givenUpBy.put(partition, member);
            } else if (!ownership.disputed.contains(partition)) {
                owned.add(partition);
            }
        }
        owned.sort(BY_NUMBER);
        int keep;
        if (owned.size() < low) {
            keep = owned.size();
            belowLow.add(member);
        } else if (owned.size() >= high && filledAboveLow < membersAboveLow) {
            keep = high;
            filledAboveLow++;
            if (filledAboveLow == membersAboveLow) atLow.clear();
        } else {
            keep = low;
            if (filledAboveLow < membersAboveLow) atLow.add(member);
        }
        assignment.get(member).addAll(owned.subList(0, keep));
        kept.addAll(owned.subList(0, keep));
        for (TopicPartition partition : owned.subList(keep, owned.size())) givenUpBy.put(partition, member);
    }

    private List<TopicPartition> withoutOwner() {
        List<TopicPartition> rest = new ArrayList<>();
        for (String topic : new TreeSet<>(partitionsByTopic.keySet())) {
            for (PartitionInfo info : partitionsByTopic.get(topic)) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                if (!kept.contains(partition)) rest.add(partition);
            }
        }
        return rest;
    }

    /** Returns what is left for members elsewhere. */
    private List<TopicPartition> dealNearRacks(List<TopicPartition> rest) {
        List<TopicPartition> left = new ArrayList<>();
        int turn = 0;
        for (TopicPartition partition : rest) {
            int next = racks.nextNear(partition, belowLow, turn);
            String member;
            if (next >= 0) {
                member = belowLow.get(next);
                int size = assignment.get(member).size() + 1;
                if (size >= low) {
                    belowLow.remove(next);
                    if (size < high && filledAboveLow < membersAboveLow) atLow.add(member);
                } else {
                    next++;
                }
                turn = belowLow.isEmpty() ? 0 : next % belowLow.size();
            } else {
                int first = racks.nextNear(partition, atLow, 0);
                if (first < 0) {
                    left.add(partition);
                    continue;
                }
                member = atLow.get(first);
                if (assignment.get(member).size() + 1 == high) {
                    atLow.remove(first);
                    filledAboveLow++;
                    if (filledAboveLow == membersAboveLow) atLow.clear();
                }
            }
            give(partition, member);
        }
        return left;
    }

    private void dealInTurn(List<TopicPartition> rest) {
        Iterator<String> turn = belowLow.iterator();
        for (TopicPartition partition : rest) {
            String member;
            if (!turn.hasNext() && !belowLow.isEmpty()) turn = belowLow.iterator();
            if (turn.hasNext()) {
                member = turn.next();
            } else if (!atLow.isEmpty()) {
                member = atLow.remove(0);
            } else {
                throw new IllegalStateException("expected room for every partition, found none for " + partition
                        + " with low=" + low + " high=" + high + " members=" + assignment.size());
            }
            int size = give(partition, member);
            if (size == low) {
                turn.remove();
                atLow.add(member);
            } else if (size == high) {
                filledAboveLow++;
            }
        }
    }

    private int give(TopicPartition partition, String member) {
        String before = givenUpBy.get(partition);
        if ((before != null && !before.equals(member)) || ownership.disputed.contains(partition)) {
            moving.put(partition, member);
        }
        List<TopicPartition> partitions = assignment.get(member);
        partitions.add(partition);
        return partitions.size();
    }
}
