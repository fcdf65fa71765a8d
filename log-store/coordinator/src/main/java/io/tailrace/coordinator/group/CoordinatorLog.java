package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.CoordinatorRecord;
import java.util.List;

/**
 * Port to the partition of the offsets topic that a coordinator keeps its state in.
 *
 * <p><b>Threads:</b> called by the owner of the coordinator, inside {@link Decision#run}. Must not wait for disk.
 */
@FunctionalInterface
public interface CoordinatorLog {

    /**
     * Appends all of the records, as one batch, or none.
     *
     * @throws AppendFailedException if none was appended
     */
    void append(List<CoordinatorRecord> records);
}
