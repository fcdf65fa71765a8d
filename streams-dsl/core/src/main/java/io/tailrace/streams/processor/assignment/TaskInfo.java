package io.tailrace.streams.processor.assignment;

import io.tailrace.streams.processor.TaskId;
import java.util.Set;

/** A task to assign. */
public interface TaskInfo {
    TaskId id();

    /** Whether it has state that is restored from a changelog. */
    boolean isStateful();

    /** Names of its stores that have a changelog. */
    Set<String> stateStoreNames();

    Set<TaskTopicPartition> topicPartitions();
}
