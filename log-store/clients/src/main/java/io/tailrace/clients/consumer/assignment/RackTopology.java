package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.Node;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which members are in a rack that holds a replica of which partitions (KIP-881). Racks matter only where members and
 * replicas name a common one, and not every partition has replicas in all racks: otherwise every member is as good as
 * every other, and {@link #inUse()} is false.
 *
 * <p><b>Threads:</b> immutable.
 */
final class RackTopology {
    private final boolean inUse;
    private final Map<String, String> rackOfMember = new HashMap<>();
    private final Map<TopicPartition, Set<String>> racksOfPartition = new HashMap<>();
    private final Map<String, Integer> membersInRack = new HashMap<>();

    RackTopology(Collection<PartitionInfo> partitions, Collection<GroupMemberView> members) {
        for (GroupMemberView member : members) {
            if (!member.hasRack()) continue;
            rackOfMember.put(member.id(), member.rack());
            membersInRack.merge(member.rack(), 1, Integer::sum);
        }
        Set<String> allRacks = new HashSet<>();
        if (!rackOfMember.isEmpty()) {
            for (PartitionInfo partition : partitions) {
                Set<String> racks = new HashSet<>();
                for (Node replica : partition.replicas()) {
                    if (replica.rack() != null) racks.add(replica.rack());
                }
                racksOfPartition.put(new TopicPartition(partition.topic(), partition.partition()), racks);
                allRacks.addAll(racks);
            }
        }
        inUse = !rackOfMember.isEmpty()
                && !Collections.disjoint(membersInRack.keySet(), allRacks)
                && !racksOfPartition.values().stream().allMatch(allRacks::equals);
    }

    boolean inUse() {
        return inUse;
    }

    /** Whether racks are known for members at all, in use or not. */
    boolean knowsRacks() {
        return !racksOfPartition.isEmpty();
    }

    @Nullable
    String rackOf(String member) {
        return inUse ? rackOfMember.get(member) : null;
    }

    Set<String> racksOf(TopicPartition partition) {
        return racksOfPartition.getOrDefault(partition, Collections.emptySet());
    }

    /** Whether the member has a rack and the partition no replica there. */
    boolean mismatch(String member, TopicPartition partition) {
        String rack = rackOf(member);
        return rack != null && !racksOf(partition).contains(rack);
    }

    /** Whether the member has no rack, or one with a replica of the partition; also where racks are not in use. */
    boolean near(String member, TopicPartition partition) {
        String rack = rackOfMember.get(member);
        return rack == null || racksOf(partition).contains(rack);
    }

    /** How many members are in a rack with a replica of the partition. */
    int membersNear(TopicPartition partition) {
        int count = 0;
        for (String rack : racksOf(partition)) count += membersInRack.getOrDefault(rack, 0);
        return count;
    }

    /** Index of the first member from {@code from} on, going round, that is in a rack of the partition; or -1. */
    int nextNear(TopicPartition partition, List<String> members, int from) {
        Set<String> racks = racksOf(partition);
        for (int i = 0; i < members.size() && !racks.isEmpty(); i++) {
            int index = (from + i) % members.size();
            String rack = rackOf(members.get(index));
            if (rack != null && racks.contains(rack)) return index;
        }
        return -1;
    }
}
