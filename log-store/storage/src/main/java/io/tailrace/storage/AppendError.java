package io.tailrace.storage;

/** Why an append was refused. Nothing of a refused append is in the log. Each has its error code in the protocol. */
public enum AppendError {
    /** The CRC or the framing is wrong. CORRUPT_MESSAGE. */
    CORRUPT,
    /** A batch exceeds {@code max.message.bytes}. MESSAGE_TOO_LARGE. */
    TOO_LARGE,
    /** The batches together exceed {@code segment.bytes}. RECORD_LIST_TOO_LARGE. */
    BATCH_LIST_TOO_LARGE,
    /** The batch contradicts itself, or may not come from there. INVALID_RECORD. */
    INVALID_RECORD,
    /** The batch has an old format. UNSUPPORTED_FOR_MESSAGE_FORMAT. */
    UNSUPPORTED_FORMAT,
    /** A timestamp is outside of the topic's bounds. INVALID_TIMESTAMP. */
    INVALID_TIMESTAMP,
    /** A sequence number does not follow the producer's last. OUT_OF_ORDER_SEQUENCE_NUMBER. */
    OUT_OF_ORDER_SEQUENCE,
    /** The producer's epoch is older than the last seen. INVALID_PRODUCER_EPOCH. */
    INVALID_PRODUCER_EPOCH,
    /** A plain batch of a producer that has an open transaction here, or the first of one that was not verified. INVALID_TXN_STATE. */
    INVALID_TXN_STATE,
    /** A marker of a transaction coordinator that has been replaced. TRANSACTION_COORDINATOR_FENCED. */
    TRANSACTION_COORDINATOR_FENCED,
    /** A replicated batch does not continue the log. Not for clients. */
    OFFSET_MISMATCH
}
