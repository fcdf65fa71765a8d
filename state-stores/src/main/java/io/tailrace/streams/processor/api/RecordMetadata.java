package io.tailrace.streams.processor.api;

/** Where the record in process was read from. */
public interface RecordMetadata {

    String topic();

    int partition();

    long offset();
}
