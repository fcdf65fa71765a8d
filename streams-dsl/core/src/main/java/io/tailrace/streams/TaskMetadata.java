package io.tailrace.streams;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.processor.TaskId;
import java.util.Set;

/** A task as seen from outside. */
public interface TaskMetadata {
    TaskId taskId();

    Set<TopicPartition> topicPartitions();
}
