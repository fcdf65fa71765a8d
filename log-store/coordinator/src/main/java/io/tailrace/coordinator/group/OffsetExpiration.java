package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.OffsetRecord;
import io.tailrace.coordinator.record.OffsetValue;
import java.util.Map;
import java.util.Set;

/**
 * Forgets offsets that nobody uses any more (KIP-211), and groups that have nothing left.
 *
 * <ul>
 *   <li>A group without members that once had some: the retention runs from when it became empty, or from the commit if
 *       that was later.
 *   <li>A group that never had members: from the commit.
 *   <li>A stable group of consumers: from the commit, for topics that no member subscribes to.
 *   <li>Everything else is in use.
 * </ul>
 *
 * An offset that carries its own expiry expires at that time instead, under the same conditions.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class OffsetExpiration {

    private final GroupCoordinatorConfig config;
    private final Groups groups;

    OffsetExpiration(GroupCoordinatorConfig config, Groups groups) {
        this.config = config;
        this.groups = groups;
    }

    /** Expires what is due in all groups. */
    void expire(Turn turn) {
        for (String groupId : groups.ids()) {
            ClassicGroup group = groups.find(groupId);
            if (group != null) {
                expire(group, turn);
            }
        }
    }

    private void expire(ClassicGroup group, Turn turn) {
        Map<GroupTopicPartition, OffsetValue> offsets = groups.durable().offsets(group.groupId());
        int left = offsets.size();
        if (!offsets.isEmpty()) {
            Set<String> inUse = group.isIn(GroupState.STABLE) ? group.subscribedTopics() : Set.of();
            boolean mayExpire = group.isIn(GroupState.EMPTY) || (group.isIn(GroupState.STABLE) && inUse != null);
            for (Map.Entry<GroupTopicPartition, OffsetValue> entry : offsets.entrySet()) {
                GroupTopicPartition partition = entry.getKey();
                if (mayExpire
                        && inUse != null
                        && !inUse.contains(partition.topic())
                        && isDue(group, entry.getValue(), turn.nowMs())) {
                    turn.append(new OffsetRecord(group.groupId(), partition.topic(), partition.partition(), null));
                    left--;
                }
            }
        }
        if (left == 0 && Groups.isVacant(group)) {
            groups.deleteMetadata(group, turn);
        }
    }

    private boolean isDue(ClassicGroup group, OffsetValue value, long nowMs) {
        if (value.hasExpiry()) {
            return nowMs >= value.expireTimestampMs();
        }
        boolean onceHadMembers =
                group.isIn(GroupState.EMPTY) && !group.protocolType().isEmpty();
        long sinceMs = onceHadMembers
                ? Math.max(group.stateTimestampMs(), value.commitTimestampMs())
                : value.commitTimestampMs();
        return nowMs - sinceMs >= config.offsetsRetentionMs();
    }

    /** Forgets the offsets of partitions that no longer exist. */
    void forget(Set<GroupTopicPartition> partitions, Turn turn) {
        for (String groupId : groups.durable().groupIds()) {
            for (GroupTopicPartition partition :
                    groups.durable().offsets(groupId).keySet()) {
                if (partitions.contains(partition)) {
                    turn.append(new OffsetRecord(groupId, partition.topic(), partition.partition(), null));
                }
            }
        }
    }
}
