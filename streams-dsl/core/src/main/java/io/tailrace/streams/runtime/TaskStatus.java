package io.tailrace.streams.runtime;

import io.tailrace.common.TopicPartition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task as its thread last told it.
 *
 * @param committed offsets committed by this thread
 * @param ends ends of the input partitions when they were committed
 * @param idleSinceMs since when the task has waited for an input that has nothing
 */
public record TaskStatus(
        Set<TopicPartition> partitions,
        Map<TopicPartition, Long> committed,
        Map<TopicPartition, Long> ends,
        Optional<Long> idleSinceMs) {}
