package io.tailrace.streams;

import java.util.Set;

/** A stream thread as seen from outside. */
public interface ThreadMetadata {
    String threadState();

    String threadName();

    Set<TaskMetadata> activeTasks();

    Set<TaskMetadata> standbyTasks();
}
