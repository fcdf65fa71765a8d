package io.tailrace.coordinator.record;

/**
 * One record of the offsets topic. A record without a value is a tombstone: it removes what its key names.
 *
 * <p><b>Threads:</b> immutable.
 */
public sealed interface CoordinatorRecord permits OffsetRecord, GroupRecord {

    /** The group this record is about. */
    String groupId();

    boolean isTombstone();
}
