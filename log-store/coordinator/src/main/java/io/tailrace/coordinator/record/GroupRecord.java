package io.tailrace.coordinator.record;

import org.jspecify.annotations.Nullable;

/**
 * The last finished rebalance of a group.
 *
 * @param value null removes the group
 */
public record GroupRecord(String groupId, @Nullable GroupValue value) implements CoordinatorRecord {

    @Override
    public boolean isTombstone() {
        return value == null;
    }
}
