package io.tailrace.streams.processor.assignment;

import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.state.HostInfo;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** An instance as it told the group's leader. */
public interface KafkaStreamsState {
    ProcessId processId();

    int numProcessingThreads();

    SortedSet<String> consumerClientIds();

    /** Tasks that it ran until now. */
    SortedSet<TaskId> previousActiveTasks();

    /** Tasks of which it has state and that it did not run. */
    SortedSet<TaskId> previousStandbyTasks();

    /**
     * How many records its state of a task is behind: 0 if it ran the task or has its state on disk, {@link Long#MAX_VALUE} if it has none.
     *
     * @throws UnsupportedOperationException if the states were asked for without lags
     */
    long lagFor(TaskId task);

    /** Tasks that one of its consumers had, those with the least lag first. */
    SortedSet<TaskId> prevTasksByLag(String consumerClientId);

    /**
     * Lags of all stateful tasks.
     *
     * @throws UnsupportedOperationException if the states were asked for without lags
     */
    Map<TaskId, Long> statefulTasksToLagSums();

    /** Its {@code application.server}, if it has one. */
    Optional<HostInfo> hostInfo();

    Map<String, String> clientTags();

    Optional<String> rackId();
}
