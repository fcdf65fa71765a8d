package io.tailrace.streams.task;

import io.tailrace.common.TopicPartition;
import java.util.OptionalLong;

/** What is known of records that an input partition has at the broker but that were not fetched yet. */
@FunctionalInterface
public interface InputLag {
    /** Number of records, or empty if not known. */
    OptionalLong lag(TopicPartition partition);
}
