package io.tailrace.storage.log;

/** What an acknowledgement promises. */
public enum Durability {
    /** Written to the page cache: survives the end of the process, and a power failure as far as replicas do. */
    OS,
    /** Covered by a sync of the device: survives a power failure of every replica. */
    FSYNC
}
