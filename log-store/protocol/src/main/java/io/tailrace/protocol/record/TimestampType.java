package io.tailrace.protocol.record;

/** Who set the timestamps of a batch (KIP-32): the producer, or the log when it appended. */
public enum TimestampType {
    CREATE_TIME,
    LOG_APPEND_TIME
}
