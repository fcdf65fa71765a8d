package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.GroupRecord;
import io.tailrace.coordinator.record.GroupValue;
import io.tailrace.coordinator.record.OffsetRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a shard: the {@link DurableState} and, for those that somebody touched, the live
 * {@link ClassicGroup}.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class Groups {

    private final DurableState durable = new DurableState();
    private final Map<String, ClassicGroup> live = new HashMap<>();

    DurableState durable() {
        return durable;
    }

    /** The group, or null if there is none. A group that has only offsets is an empty one. */
    @Nullable
    ClassicGroup find(String groupId) {
        ClassicGroup group = live.get(groupId);
        if (group != null) {
            return group;
        }
        GroupValue value = durable.group(groupId);
        if (value != null) {
            group = ClassicGroup.recovered(groupId, value);
        } else if (durable.hasOffsets(groupId)) {
            group = new ClassicGroup(groupId, -1);
        } else {
            return null;
        }
        live.put(groupId, group);
        return group;
    }

    ClassicGroup findOrCreate(String groupId, long nowMs) {
        ClassicGroup group = find(groupId);
        if (group == null) {
            group = new ClassicGroup(groupId, nowMs);
            live.put(groupId, group);
        }
        return group;
    }

    Set<String> ids() {
        Set<String> ids = new TreeSet<>(durable.groupIds());
        ids.addAll(live.keySet());
        return ids;
    }

    /** Forgets a group that nobody is in and that the log has nothing about. */
    void dropIfVoid(ClassicGroup group) {
        String id = group.groupId();
        if (isVacant(group) && durable.group(id) == null && !durable.hasOffsets(id)) {
            live.remove(id);
        }
    }

    /** Whether nobody is in the group or on the way into it. */
    static boolean isVacant(ClassicGroup group) {
        return group.isIn(GroupState.EMPTY) && group.pendingMembers().isEmpty();
    }

    /** Adds tombstones for everything the log has about the group; once they are appended it is gone. */
    void delete(ClassicGroup group, Turn turn) {
        String id = group.groupId();
        durable.offsets(id).keySet().forEach(p -> turn.append(new OffsetRecord(id, p.topic(), p.partition(), null)));
        deleteMetadata(group, turn);
    }

    /** Adds the tombstone of the group itself, if the log has it. */
    void deleteMetadata(ClassicGroup group, Turn turn) {
        String id = group.groupId();
        if (durable.group(id) != null) {
            turn.append(new GroupRecord(id, null));
        }
        turn.whenAppended(() -> live.remove(id, group), error -> {});
    }

    void clearLive() {
        live.clear();
    }
}
