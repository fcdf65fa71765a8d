package io.tailrace.streams;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.processor.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A task as seen from outside. */
public interface TaskMetadata {
    TaskId taskId();

    Set<TopicPartition> topicPartitions();

    /** Offset of the last commit by input partition; -1 before the first. */
    Map<TopicPartition, Long> committedOffsets();

    /** End of each input partition at the last commit; -1 before the first. */
    Map<TopicPartition, Long> endOffsets();

    /** Since when (ms since the epoch) the task waits for an input that has nothing; see {@code max.task.idle.ms}. */
    Optional<Long> timeCurrentIdlingStarted();

    @Override
    boolean equals(@Nullable Object other);

    @Override
    int hashCode();
}
