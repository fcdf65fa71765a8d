package io.tailrace.clients.admin;

import io.tailrace.common.IsolationLevel;

/** How {@link Admin} is to carry out listOffsets. <b>Threads:</b> immutable but for the time-out. */
public class ListOffsetsOptions extends AbstractOptions<ListOffsetsOptions> {
    private final IsolationLevel isolationLevel;

    public ListOffsetsOptions() {
        this(IsolationLevel.READ_UNCOMMITTED);
    }

    /** @param isolationLevel whether the latest offset is behind transactions that have not ended, or before them */
    public ListOffsetsOptions(IsolationLevel isolationLevel) {
        this.isolationLevel = isolationLevel;
    }

    public IsolationLevel isolationLevel() {
        return isolationLevel;
    }
}
