package io.tailrace.connect.error;

/** Where on its way a record failed. The names are Kafka Connect's, since they stand in dead-letter headers (KIP-298). */
public enum Stage {
    KEY_CONVERTER,
    VALUE_CONVERTER,
    HEADER_CONVERTER,
    TRANSFORMATION,
    TASK_PUT,
    TASK_POLL,
    KAFKA_PRODUCE
}
