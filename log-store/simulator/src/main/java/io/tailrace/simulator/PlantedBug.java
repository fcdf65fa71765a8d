package io.tailrace.simulator;

/** A bug that a simulation is run with, to see that it is found. None of them needs a hook in production code. */
public enum PlantedBug {
    NONE,
    /** Acknowledge before the sync: the disk says that segments are synced, and they are not. */
    ACKNOWLEDGE_BEFORE_SYNC,
    /** Skip the checksum at recovery: torn batches are given a checksum that fits before the recovery sees them. */
    SKIP_CHECKSUM_AT_RECOVERY
}
