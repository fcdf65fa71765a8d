package io.tailrace.streams.processor.assignment;

import io.tailrace.streams.processor.TaskId;
import java.util.Map;

/** What is to be assigned, and to whom. */
public interface ApplicationState {
    /**
     * The instances.
     *
     * @param computeTaskLags whether the states can be asked for lags
     */
    Map<ProcessId, KafkaStreamsState> kafkaStreamsStates(boolean computeTaskLags);

    AssignmentConfigs assignmentConfigs();

    Map<TaskId, TaskInfo> allTasks();
}
