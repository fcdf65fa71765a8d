package io.tailrace.connect;

import io.tailrace.connect.task.TaskStatus;
import java.util.List;

/** How a connector and its tasks are. */
public record ConnectorStatus(String name, String connectorClass, List<TaskStatus> tasks) {

    /** Whether every task runs. */
    public boolean isRunning() {
        return !tasks.isEmpty() && tasks.stream().allMatch(task -> task.state() == TaskStatus.State.RUNNING);
    }

    /** Whether a task was given up. */
    public boolean hasFailed() {
        return tasks.stream().anyMatch(task -> task.state() == TaskStatus.State.FAILED);
    }
}
