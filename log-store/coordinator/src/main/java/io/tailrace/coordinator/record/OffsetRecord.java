package io.tailrace.coordinator.record;

import org.jspecify.annotations.Nullable;

/**
 * The committed offset of one partition in one group.
 *
 * @param value null removes the offset
 */
public record OffsetRecord(
        String groupId,
        String topic,
        int partition,
        @Nullable OffsetValue value) implements CoordinatorRecord {

    @Override
    public boolean isTombstone() {
        return value == null;
    }
}
