package io.tailrace.storage.inspect;

/** What a problem is about. */
public enum ProblemKind {
    /** The last segment ends in bytes that are no batch, and nothing sound follows: an append that was cut short. */
    TORN_TAIL,
    /** Batches of a segment are damaged, and what follows is sound or lies in later segments. */
    DAMAGED_BATCH,
    /** A segment begins before its predecessor ends. */
    ORDER,
    /** The CRC of a batch fits, and its records cannot be read: it was appended so. */
    RECORDS,
    /** A file that is made from the batches is missing, damaged or does not fit them. */
    DERIVED_FILE,
    /** A checkpoint of the data directory is damaged, or names offsets that the log does not have. */
    CHECKPOINT,
    /** {@code partition.metadata} is damaged. */
    METADATA
}
