package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.CoordinatorRecord;
import io.tailrace.coordinator.record.GroupRecord;
import io.tailrace.coordinator.record.GroupValue;
import io.tailrace.coordinator.record.OffsetRecord;
import io.tailrace.coordinator.record.OffsetValue;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the log says: the last finished rebalance of every group, and the committed offsets. Changes only by
 * {@link #replay}, live and on recovery alike, so it is the same before and after a restart.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class DurableState {

    private final Map<String, GroupValue> groups = new HashMap<>();
    private final Map<String, Map<GroupTopicPartition, OffsetValue>> offsets = new HashMap<>();

    void replay(CoordinatorRecord record) {
        if (record instanceof OffsetRecord offset) {
            replayOffset(offset);
        } else if (record instanceof GroupRecord group) {
            GroupValue value = group.value();
            if (value == null) {
                groups.remove(group.groupId());
            } else {
                groups.put(group.groupId(), value);
            }
        }
    }

    private void replayOffset(OffsetRecord offset) {
        GroupTopicPartition partition = new GroupTopicPartition(offset.topic(), offset.partition());
        OffsetValue value = offset.value();
        if (value != null) {
            offsets.computeIfAbsent(offset.groupId(), id -> new TreeMap<>()).put(partition, value);
            return;
        }
        Map<GroupTopicPartition, OffsetValue> ofGroup = offsets.get(offset.groupId());
        if (ofGroup != null) {
            ofGroup.remove(partition);
            if (ofGroup.isEmpty()) {
                offsets.remove(offset.groupId());
            }
        }
    }

    @Nullable
    GroupValue group(String groupId) {
        return groups.get(groupId);
    }

    Map<String, GroupValue> groups() {
        return Collections.unmodifiableMap(groups);
    }

    /** Offsets of a group, in the order of topic and partition. */
    Map<GroupTopicPartition, OffsetValue> offsets(String groupId) {
        return Collections.unmodifiableMap(offsets.getOrDefault(groupId, Map.of()));
    }

    boolean hasOffsets(String groupId) {
        return offsets.containsKey(groupId);
    }

    /** Ids of all groups there is something about, sorted. */
    Set<String> groupIds() {
        Set<String> ids = new TreeSet<>(groups.keySet());
        ids.addAll(offsets.keySet());
        return ids;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DurableState that && groups.equals(that.groups) && offsets.equals(that.offsets);
    }

    @Override
    public int hashCode() {
        return 31 * groups.hashCode() + offsets.hashCode();
    }

    @Override
    public String toString() {
        return "DurableState[groups=" + groups + ", offsets=" + offsets + "]";
    }
}
