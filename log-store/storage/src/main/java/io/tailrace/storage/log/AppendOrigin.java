package io.tailrace.storage.log;

/** Who appends, which decides what is checked and stamped. */
public enum AppendOrigin {
    /** A producer: exactly one batch of data, contiguous offsets, sequence numbers checked. */
    CLIENT,
    /** A coordinator or other internal writer: any number of batches, control batches too, contiguous offsets. */
    COORDINATOR,
    /** A copy of another replica's log: offsets, epochs and timestamps stay as they are. */
    REPLICATION
}
