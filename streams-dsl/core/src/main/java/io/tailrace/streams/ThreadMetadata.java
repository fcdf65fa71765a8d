package io.tailrace.streams;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stream thread as seen from outside. */
public interface ThreadMetadata {
    String threadState();

    String threadName();

    Set<TaskMetadata> activeTasks();

    Set<TaskMetadata> standbyTasks();

    String consumerClientId();

    String restoreConsumerClientId();

    Set<String> producerClientIds();

    String adminClientId();

    @Override
    boolean equals(@Nullable Object other);

    @Override
    int hashCode();
}
